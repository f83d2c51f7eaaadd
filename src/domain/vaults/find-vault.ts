// Looking vaults up on behalf of somebody. What is of another project answers like what does not exist.
import type { DbOrTx, Tx } from '../../db/pool.ts';
import { isUuid } from '../../lib/ids.ts';
import type { Actor } from '../actor.ts';
import { Fault } from '../fault.ts';
import { authorizeVault, type VaultAction } from './policy.ts';
import { lockVaults, selectVault } from './queries.ts';
import type { Vault } from './vault.ts';

/** The fault for a vault that is not there, or not there for this actor. */
export function vaultNotFound(vaultId: string): Fault {
  return new Fault('notFound', 'vault.not-found', `There is no vault ${vaultId}.`, {
    detail: { vaultId },
  });
}

/** The vault, when the actor may do `action` with it. Faults: forbidden, notFound. */
export async function findVault(
  db: DbOrTx,
  actor: Actor,
  vaultId: string,
  action: VaultAction,
): Promise<Vault> {
  const { id: projectId } = authorizeVault(actor, action);
  const vault = isUuid(vaultId) ? await selectVault(db, vaultId, projectId) : null;
  if (vault === null) throw vaultNotFound(vaultId);
  return vault;
}

/** As findVault, and nobody else changes it or takes room in it until the transaction ends. */
export async function lockVault(
  tx: Tx,
  actor: Actor,
  vaultId: string,
  action: VaultAction,
): Promise<Vault> {
  const { id: projectId } = authorizeVault(actor, action);
  const [vault] = isUuid(vaultId) ? await lockVaults(tx, [vaultId]) : [];
  if (vault === undefined || vault.projectId !== projectId || vault.status === 'deleted') {
    throw vaultNotFound(vaultId);
  }
  return vault;
}
