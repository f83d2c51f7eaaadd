import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { lockVault } from './find-vault.ts';
import { updateVaultRow } from './queries.ts';
import { vaultEvent } from './vault-event.ts';
import type { Vault } from './vault.ts';

/** Deletes a vault that holds nothing. Faults: forbidden, notFound, conflict (it holds something). */
export async function deleteVault(context: Context, actor: Actor, vaultId: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const vault = await lockVault(tx, actor, vaultId, 'vault.delete');
    const refusal = refusalToDelete(vault);
    if (refusal !== null) throw refusal;
    const deleted_at = new Date().toISOString();
    await updateVaultRow(tx, vault.id, { status: 'deleted', deleted_at });
    await recordEvent(tx, actor, vaultEvent('vault.delete', vault, null));
  });
}

/** Why the vault cannot be deleted as it is, whoever asks; null: it can. */
export function refusalToDelete({ id, used, reserved }: Vault): Fault | null {
  const taken = used + reserved;
  if (taken === 0) return null;
  return new Fault(
    'conflict',
    'vault.not-empty',
    `Vault ${id} holds ${taken} MiB: delete its backups and reject the full-server images in it first.`,
    { detail: { vaultId: id, taken } },
  );
}
