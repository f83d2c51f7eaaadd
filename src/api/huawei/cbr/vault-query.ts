// The query of the list of vaults → domain filters (CBR API reference, "Querying the vault list"). Unknown parameters are passed over, as there.
import type { VaultFilters } from '../../../domain/vaults/queries.ts';
import { protections, vaultObjects } from '../../../domain/vaults/vault.ts';
import { last } from '../../http/query.ts';
import { readPage, refuseNul, type Page } from './page.ts';
import { statusOf } from './vault-words.ts';

export interface VaultQuery extends Page {
  readonly filters: VaultFilters;
  /** Servers: vaults that have one of them. */
  readonly resourceIds: ReadonlySet<string> | null;
}

/** null: there can be none. Faults: invalid. */
export function readVaultQuery(params: URLSearchParams): VaultQuery | null {
  refuseNul(params);
  const text = (name: string): string | undefined => last(params, name) || undefined;
  const [status, object, protection] = ['status', 'object_type', 'protect_type'].map(text);
  const filters: VaultFilters = {
    name: text('name'),
    ids: text('id')?.split(','),
    status: status === undefined ? undefined : statusOf(status),
    objectType: vaultObjects.find((each) => each === object),
    protectType: protections.find((each) => each === protection),
  };
  // All vaults are of one cloud, and none has a policy.
  const isElsewhere = [undefined, 'public'].indexOf(text('cloud_type')) === -1;
  if (isElsewhere || text('policy_id') !== undefined) return null;
  const asked = [status, object, protection];
  const known = [filters.status, filters.objectType, filters.protectType];
  if (asked.some((word, index) => word !== undefined && known[index] === undefined)) return null;
  const resources = text('resource_ids');
  return {
    ...readPage(params),
    filters,
    resourceIds: resources === undefined ? null : new Set(resources.toLowerCase().split(',')),
  };
}
