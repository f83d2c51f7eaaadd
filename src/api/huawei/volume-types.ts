import { volumeTypes, type VolumeType } from '../../domain/disks/disk.ts';
import { Fault } from '../../domain/fault.ts';

/** A type of disk. Throws `invalid` for one that there is not here, though that cloud may have it. */
export function readVolumeType(type: string): VolumeType {
  const found = volumeTypes.find((each) => each === type);
  if (found !== undefined) return found;
  throw new Fault(
    'invalid',
    'disk.volume-type-unknown',
    `There is no volume type ${type}: it must be one of ${volumeTypes.join(', ')}.`,
    { detail: { volumeType: type } },
  );
}
