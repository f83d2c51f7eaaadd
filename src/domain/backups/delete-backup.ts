import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { retireBackup } from '../images/backups/retire-backup.ts';
import { lockBackup } from './find-backup.ts';

/**
 * Deletes a backup that no image is made of; its vault has the room again, and its bytes go once no server needs them. Faults: forbidden, notFound, conflict
 * (an image is made of it; it is being made).
 */
export async function deleteBackup(
  context: Context,
  actor: Actor,
  backupId: string,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const backup = await lockBackup(tx, actor, backupId, 'delete');
    await retireBackup(tx, actor, backup.id);
  });
}
