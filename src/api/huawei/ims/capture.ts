// Images of servers and of disks: the call that makes images of objects, with another source (IMS API reference, "Creating an image").
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Actor } from '../../../domain/actor.ts';
import type { Context } from '../../../domain/context.ts';
import { captureDisk } from '../../../domain/disks/capture-disk.ts';
import type { CaptureOrder } from '../../../domain/disks/start-capture.ts';
import { Fault } from '../../../domain/fault.ts';
import { captureServer } from '../../../domain/servers/capture-server.ts';
import { creationTags } from './creation-tags.ts';
import { checkMemory, type CreationBody } from './creation-body.ts';
import { refuseKey } from './encryption.ts';
import { describedBy, readName } from './image-texts.ts';

const dataImage = Type.Object({
  name: Type.Optional(Type.String()),
  volume_id: Type.String(),
  description: Type.Optional(Type.String()),
  tags: Type.Optional(Type.Array(Type.String())),
  image_tags: Type.Optional(
    Type.Array(Type.Object({ key: Type.String(), value: Type.Optional(Type.String()) })),
  ),
});

/** Begins to make the image when the body names a server or a disk; null: it names neither. Faults: as captureServer and captureDisk; invalid, unsupported. */
export async function startCapture(
  context: Context,
  actor: Actor,
  body: CreationBody,
): Promise<string | null> {
  const { instance_id: serverId, data_images: disks, volume_id: systemDisk } = body;
  if (systemDisk !== undefined) throw notOfDataDisk();
  if (serverId === undefined && disks === undefined) return null;
  refuseKey(body.cmk_id);
  if (disks === undefined) {
    const order = { ...orderOf(body), minRam: checkMemory('min_ram', body.min_ram) };
    return (await captureServer(context, actor, serverId ?? '', order)).jobId;
  }
  const disk = soleOf(disks, serverId);
  const { enterprise_project_id: enterprise } = body;
  const order = orderOf({ ...disk, ...(enterprise ? { enterprise_project_id: enterprise } : {}) });
  return (await captureDisk(context, actor, disk.volume_id, order)).jobId;
}

type Described = Pick<
  CreationBody,
  'name' | 'description' | 'tags' | 'image_tags' | 'max_ram' | 'enterprise_project_id'
>;

/** What an image is to be called and tagged, and what is to be kept with it. Faults: invalid. */
export function orderOf(body: Described): CaptureOrder {
  const { max_ram: maxRam, enterprise_project_id: enterprise } = body;
  return {
    name: readName(body.name),
    tags: creationTags(body),
    properties: {
      ...describedBy(body.description),
      ...(enterprise === undefined ? {} : { enterprise_project_id: enterprise }),
      ...(maxRam === undefined ? {} : { max_ram: String(checkMemory('max_ram', maxRam)) }),
    },
  };
}

/** Each image has a job of its own here, and the answer names one job. */
function soleOf(disks: readonly unknown[], serverId: string | undefined): Static<typeof dataImage> {
  const [disk, ...others] = disks;
  if (!Value.Check(dataImage, disk)) {
    throw new Fault(
      'invalid',
      'request.invalid',
      'Each of the data_images has a volume_id and a name.',
    );
  }
  if (others.length === 0 && serverId === undefined) return disk;
  throw new Fault(
    'unsupported',
    'image.one-source',
    'One call makes one image here: of a server (instance_id), or of one disk (data_images).',
  );
}

function notOfDataDisk(): Fault {
  return new Fault(
    'unsupported',
    'image.system-of-data-disk',
    'A system image is made of a server here (instance_id), not of a data disk (volume_id).',
  );
}
