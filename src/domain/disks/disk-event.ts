// How changes of a disk appear in the audit trail.
import type { NewEvent } from '../events/record-event.ts';
import type { KeptFault } from '../jobs/job.ts';
import type { Disk } from './disk.ts';

/** An event with what tells of the change; `before` is null for a new disk, `after` for one that is gone. */
export function diskEvent(action: string, before: Disk | null, after: Disk | null): NewEvent {
  const disk = after ?? before;
  if (disk === null) throw new TypeError('an event needs a disk');
  return {
    action,
    noun: 'disk',
    nounId: disk.id,
    projectId: disk.projectId,
    before: before === null ? null : factsOf(before),
    after: after === null ? null : factsOf(after),
  };
}

/** An event of a disk that something went wrong with. */
export function diskFailure(disk: Disk, fault: KeptFault): NewEvent {
  const { code, message } = fault;
  return {
    ...diskEvent('disk.fail', null, disk),
    after: { ...factsOf(disk), fault: { code, message } },
  };
}

function factsOf(disk: Disk): object {
  const { name, description, kind, status, size, volumeType, serverId, deleteWithServer } = disk;
  return {
    name,
    ...(description === '' ? {} : { description }),
    kind,
    status,
    size,
    volumeType,
    ...(serverId === null ? {} : { serverId }),
    ...(deleteWithServer ? { deleteWithServer } : {}),
    ...(disk.source === null ? {} : { imageId: disk.source.imageId }),
  };
}
