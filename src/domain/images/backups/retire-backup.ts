import type { Tx } from '../../../db/pool.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import type { Actor } from '../../actor.ts';
import { recordEvent } from '../../events/record-event.ts';
import { deleteBackupClaim } from '../../vaults/queries.ts';
import { dropBackupBytes, retireBackupRow } from './queries.ts';

/**
 * Deletes a backup that stands behind no image any more: its vault has the room again, and its bytes go once nothing else needs them. One that is gone is
 * fine. `actor` is null for the service itself.
 */
export async function retireBackup(tx: Tx, actor: Actor | null, backupId: string): Promise<void> {
  const backup = await retireBackupRow(tx, backupId);
  if (backup === null) return;
  await deleteBackupClaim(tx, backup.id);
  const { id: nounId, projectId, vaultId, name } = backup;
  const before = { name, vaultId };
  await recordEvent(tx, actor, {
    action: 'backup.delete',
    noun: 'backup',
    nounId,
    projectId,
    before,
  });
  for (const digest of await dropBackupBytes(tx, nounId)) {
    await enqueue(tx, 'reclaim-blob', { digest });
  }
}
