import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { backupEvent } from './backup-event.ts';
import { checkBackupDescription, checkBackupName } from './backup-words.ts';
import { lockBackup } from './find-backup.ts';
import { updateBackupRow } from './queries.ts';

export interface BackupChange {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

/** Changes what is said of a backup. Faults: forbidden, notFound, invalid (name, description). */
export async function updateBackup(
  context: Context,
  actor: Actor,
  backupId: string,
  change: BackupChange,
): Promise<void> {
  if (change.name !== undefined) checkBackupName(change.name);
  if (change.description !== undefined) checkBackupDescription(change.description);
  await context.db.transaction().execute(async (tx) => {
    const before = await lockBackup(tx, actor, backupId, 'update');
    const { name = before.name, description = before.description } = change;
    await updateBackupRow(tx, before.id, { name, description });
    const after = { ...before, name, description };
    await recordEvent(tx, actor, backupEvent('backup.update', before, after));
  });
}
