// How changes of a backup appear in the audit trail; its deletion: images/backups/retire-backup.ts.
import type { NewEvent } from '../events/record-event.ts';
import type { KeptFault } from '../jobs/job.ts';
import type { Backup } from './backup.ts';

type Told = Pick<Backup, 'id' | 'projectId' | 'name' | 'description' | 'vaultId' | 'serverId'>;

/** An event with what tells of the change; `before` is null for a new backup, or one of which nothing but its state changed. */
export function backupEvent(action: string, before: Told | null, after: Told): NewEvent {
  return {
    action,
    noun: 'backup',
    nounId: after.id,
    projectId: after.projectId,
    before: before === null ? null : factsOf(before),
    after: factsOf(after),
  };
}

/** An event of a backup that could not be made. */
export function backupFailure(backup: Told, { code, message }: KeptFault): NewEvent {
  return {
    ...backupEvent('backup.fail', null, backup),
    after: { ...factsOf(backup), fault: { code, message } },
  };
}

function factsOf({ name, description, vaultId, serverId }: Told): object {
  return { name, ...(description === '' ? {} : { description }), vaultId, serverId };
}
