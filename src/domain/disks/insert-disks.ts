// New disks as rows, in the transaction of whoever wants them; the engine makes them later.
import type { Tx } from '../../db/pool.ts';
import { newUuid } from '../../lib/ids.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvents } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import type { Image } from '../images/image.ts';
import type { UsableImage } from '../images/use-image.ts';
import type { Settings } from '../settings.ts';
import { diskEvent } from './disk-event.ts';
import type { Disk, DiskKind, VolumeType } from './disk.ts';
import { enforceDiskQuotas } from './enforce-disk-quotas.ts';
import { insertDiskRows } from './queries.ts';

/** What a disk is made of; an image that can be used is one. */
export interface DiskOrigin extends Pick<UsableImage, 'base'> {
  /** The image that its bytes are from; null: of no image. */
  readonly image: Pick<Image, 'id' | 'name' | 'owner'> | null;
  /** GiB. */
  readonly leastSize: number;
}

export interface NewDisk {
  /** Default: a new one. */
  readonly id?: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly kind: DiskKind;
  /** GiB, as diskSizeFor answers. */
  readonly size: number;
  readonly volumeType?: VolumeType | undefined;
  /** null: it begins empty. */
  readonly source: DiskOrigin | null;
  /** The server that it is made for, and its place there. */
  readonly place?: { readonly serverId: string; readonly slot: number } | undefined;
  readonly deleteWithServer?: boolean | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** What `owner` is in it: the project, its region, and the job that will make them. */
export interface DiskOwner {
  readonly projectId: string;
  readonly regionId: string;
  readonly jobId: string;
}

/** Writes the rows of disks, `creating`, in the order given. The images that they come from are held. Faults: quota. */
export async function insertDisks(
  context: Pick<Context, 'settings'>,
  tx: Tx,
  actor: Actor,
  { projectId, regionId, jobId }: DiskOwner,
  disks: readonly NewDisk[],
): Promise<Disk[]> {
  const made = await insertDiskRows(
    tx,
    disks.map((disk) => ({
      id: disk.id ?? newUuid(),
      project_id: projectId,
      region_id: regionId,
      user_id: actor.userId,
      name: disk.name,
      description: disk.description ?? '',
      kind: disk.kind,
      job_id: jobId,
      size: disk.size,
      volume_type: disk.volumeType ?? 'SSD',
      server_id: disk.place?.serverId ?? null,
      slot: disk.place?.slot ?? null,
      delete_with_server: disk.deleteWithServer ?? disk.kind === 'system',
      image_id: disk.source?.image?.id ?? null,
      image_name: disk.source?.image?.name ?? null,
      image_project_id: disk.source?.image?.owner ?? null,
      blob: disk.source?.base.digest ?? null,
      base_format: disk.source?.base.format ?? null,
      metadata: JSON.stringify(disk.metadata ?? {}),
    })),
  );
  await enforceDiskQuotas(context, tx, projectId);
  await recordEvents(
    tx,
    actor,
    made.map((disk) => diskEvent('disk.create', null, disk)),
  );
  return made;
}

/**
 * GiB of a new disk: what is asked for, or the least that its image needs. Faults: invalid (`disk.too-small`, `disk.too-large`, `disk.size-missing`:
 * an empty disk needs a size).
 */
export function diskSizeFor(
  { diskSizeCap }: Pick<Settings, 'diskSizeCap'>,
  asked: number | undefined,
  source: Pick<DiskOrigin, 'image' | 'leastSize'> | null,
): number {
  const least = source?.leastSize ?? 1;
  if (asked === undefined && source === null) {
    throw new Fault('invalid', 'disk.size-missing', 'An empty disk needs a size.');
  }
  const size = asked ?? least;
  if (size < least) {
    throw new Fault(
      'invalid',
      'disk.too-small',
      source === null || source.image === null
        ? `A disk like that has ${least} GiB at least.`
        : `A disk of image ${source.image.id} has ${least} GiB at least.`,
      { detail: { least, size } },
    );
  }
  if (size > diskSizeCap) throw tooLarge(size, diskSizeCap);
  return size;
}

/** The fault of a disk that is larger than any may be. */
export function tooLarge(size: number, most: number): Fault {
  return new Fault('invalid', 'disk.too-large', `A disk has ${most} GiB at most.`, {
    detail: { most, size },
  });
}
