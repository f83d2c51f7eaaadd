import type { Actor } from '../../../domain/actor.ts';
import type { Context } from '../../../domain/context.ts';
import { listVaults, type VaultCursor } from '../../../domain/vaults/read-vaults.ts';
import type { VaultFilters } from '../../../domain/vaults/queries.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';

const atOnce = 1000;

/** All vaults of the project that the filters let through, newest first. Faults: forbidden. */
export async function allVaults(
  context: Context,
  actor: Actor,
  filters: VaultFilters = {},
): Promise<Vault[]> {
  const all: Vault[] = [];
  let cursor: VaultCursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof listVaults>> = await listVaults(context, actor, {
      ...filters,
      limit: atOnce,
      cursor,
    });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return all;
}
