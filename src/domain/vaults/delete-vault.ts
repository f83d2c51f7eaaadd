import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { lockVault } from './find-vault.ts';
import { updateVaultRow } from './queries.ts';
import { vaultEvent } from './vault-event.ts';

/** Deletes a vault that holds nothing. Faults: forbidden, notFound, conflict (it holds something). */
export async function deleteVault(context: Context, actor: Actor, vaultId: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const vault = await lockVault(tx, actor, vaultId, 'vault.delete');
    const taken = vault.used + vault.reserved;
    if (taken > 0) {
      throw new Fault(
        'conflict',
        'vault.not-empty',
        `Vault ${vault.id} holds ${taken} MiB: delete its backups and reject the full-server images in it first.`,
        { detail: { vaultId: vault.id, taken } },
      );
    }
    const deleted_at = new Date().toISOString();
    await updateVaultRow(tx, vault.id, { status: 'deleted', deleted_at });
    await recordEvent(tx, actor, vaultEvent('vault.delete', vault, null));
  });
}
