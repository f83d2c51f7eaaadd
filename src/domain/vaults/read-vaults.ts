// The vaults of the actor's project.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { findVault } from './find-vault.ts';
import { authorizeVault } from './policy.ts';
import {
  selectVaultPage,
  sumVaults,
  type VaultFilters,
  type VaultPageQuery,
  type VaultTotals,
} from './queries.ts';
import type { Vault } from './vault.ts';

/** When the last vault of the page before was made, and its id. */
export type VaultCursor = readonly [createdAt: string, id: string];

/** One page, newest first, and where it ended, null when it was the last. Faults: forbidden. */
export async function listVaults(
  context: Context,
  actor: Actor,
  query: VaultPageQuery,
): Promise<{ items: Vault[]; next: VaultCursor | null }> {
  const { id: projectId } = authorizeVault(actor, 'vault.list');
  const found = await selectVaultPage(context.db, projectId, { ...query, limit: query.limit + 1 });
  const items = found.slice(0, query.limit);
  const last = found.length > query.limit ? items.at(-1) : undefined;
  return { items, next: last === undefined ? null : [last.createdAt, last.id] };
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
