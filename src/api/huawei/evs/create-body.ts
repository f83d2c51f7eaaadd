// The body of the call that creates disks (EVS API reference, "Creating EVS disks"), in the domain's words.
import { Type, type Static } from 'typebox';
import type { Actor } from '../../../domain/actor.ts';
import type { DiskOrder } from '../../../domain/disks/create-disks.ts';
import { Fault } from '../../../domain/fault.ts';
import type { KeptWords } from '../kept-words.ts';
import { refuseEncryption } from '../refuse-encryption.ts';
import { tagsOf } from '../tag-words.ts';
import { readVolumeType } from '../volume-types.ts';
import { checkZone } from '../zones.ts';

const text = Type.Optional(Type.String());
const map = Type.Optional(Type.Record(Type.String(), Type.String()));

export const createBody = Type.Object({
  volume: Type.Object({
    availability_zone: text,
    size: Type.Optional(Type.Integer()),
    volume_type: Type.String(),
    name: text,
    description: text,
    count: Type.Optional(Type.Integer()),
    imageRef: text,
    snapshot_id: text,
    backup_id: text,
    multiattach: Type.Optional(Type.Boolean()),
    metadata: map,
    tags: map,
    enterprise_project_id: text,
  }),
  server_id: text,
});

type CreateBody = Static<typeof createBody>;

/** What is to be made. Faults: invalid, unsupported (encryption, several servers at a time, snapshots, backups). */
export function diskOrderOf(actor: Actor, { volume, server_id: serverId }: CreateBody): DiskOrder {
  const { metadata = {}, tags = {}, enterprise_project_id: enterprise } = volume;
  checkZone(actor, volume.availability_zone);
  refuseEncryption(metadata);
  refuseForeign(volume, serverId);
  const { imageRef: imageId = '', size } = volume;
  if (size === undefined) {
    throw new Fault('invalid', 'disk.size-missing', 'The body has no size of the disk.');
  }
  const kept: KeptWords = {
    metadata,
    ...(Object.keys(tags).length === 0 ? {} : { tags: tagsOf(tags) }),
    ...(enterprise === undefined ? {} : { enterpriseProjectId: enterprise }),
  };
  return {
    // Disks may be without a name there.
    name: volume.name === undefined || volume.name === '' ? 'volume' : volume.name,
    description: volume.description,
    count: volume.count,
    size,
    volumeType: readVolumeType(volume.volume_type),
    imageId: imageId === '' ? null : imageId,
    metadata: kept,
  };
}

function refuseForeign(volume: CreateBody['volume'], serverId: string | undefined): void {
  const sources = [volume.imageRef, volume.snapshot_id, volume.backup_id].filter(isGiven);
  if (sources.length > 1) {
    throw new Fault(
      'invalid',
      'disk.two-sources',
      'A disk is made of an image, a snapshot or a backup: the body names more than one.',
    );
  }
  if (isGiven(volume.snapshot_id) || isGiven(volume.backup_id)) {
    throw new Fault(
      'unsupported',
      'disk.source-unsupported',
      'Disks are empty or made of images here, not of snapshots or backups.',
    );
  }
  if (volume.multiattach === true) {
    throw new Fault(
      'unsupported',
      'disk.multiattach-unsupported',
      'A disk is attached to one server at a time: leave multiattach out.',
    );
  }
  if (isGiven(serverId)) {
    throw new Fault(
      'unsupported',
      'disk.attachment-apart',
      'Attach the disk by a call of its own once it is there: leave server_id out.',
    );
  }
}

function isGiven(word: string | undefined): boolean {
  return word !== undefined && word !== '';
}
