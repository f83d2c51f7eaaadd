// The vaults of the actor's project.
import type { Page, Slice } from '../../lib/newest-first.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { findVault } from './find-vault.ts';
import { authorizeVault } from './policy.ts';
import { selectVaultPage, sumVaults, type VaultFilters, type VaultTotals } from './queries.ts';
import type { Vault } from './vault.ts';

/** One page, newest first, and where it ended, null when it was the last. Faults: forbidden. */
export async function listVaults(
  context: Context,
  actor: Actor,
  query: VaultFilters & Slice,
): Promise<Page<Vault>> {
  const { id: projectId } = authorizeVault(actor, 'vault.list');
  return await selectVaultPage(context.db, projectId, query);
}

/** How many there are, how large they are and what is in them. Faults: forbidden. */
export async function summarizeVaults(
  context: Context,
  actor: Actor,
  filters: VaultFilters = {},
): Promise<VaultTotals> {
  const { id: projectId } = authorizeVault(actor, 'vault.list');
  return await sumVaults(context.db, projectId, filters);
}

/** Faults: forbidden, notFound. */
export async function showVault(context: Context, actor: Actor, vaultId: string): Promise<Vault> {
  return await findVault(context.db, actor, vaultId, 'vault.show');
}
