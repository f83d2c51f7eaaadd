// A vault as the backup service of Huawei Cloud shows it (CBR API reference, "Querying a vault"): its size is in GB, and what is in it in MB.
import { freeOf, mibOf, type Vault } from '../../../domain/vaults/vault.ts';
import { microseconds } from '../microseconds.ts';
import { sizeOf, type Servers } from './resources.ts';
import { serverType, statusWordOf, vaultWordsOf, type KeptResource } from './vault-words.ts';

/** Ids of the service's own, by what a vault is for (CBR API reference, "Querying the vault list"). */
const providers = {
  server: '0daac4c5-6707-4851-97ba-169e36266b66',
  disk: 'd1603440-187d-4516-af25-121250c7cc97',
} as const;

export const serverProvider = providers.server;
export const diskProvider = providers.disk;

const objectsInSpecs = { server: 'server', disk: 'volume' } as const;

/** `servers`: those that are kept with it, as they are now. */
export function presentVault(vault: Vault, servers: Servers): Record<string, unknown> {
  const words = vaultWordsOf(vault);
  const resources = (words.resources ?? []).map((kept) => presentResource(kept, servers));
  const isLocked = vault.status === 'locked';
  return {
    id: vault.id,
    name: vault.name,
    description: vault.description,
    project_id: vault.projectId,
    provider_id: providers[vault.objectType],
    user_id: vault.userId,
    enterprise_project_id: words.enterpriseProjectId ?? '0',
    billing: {
      allocated: resources.reduce((sum, { size }) => sum + size, 0),
      charging_mode: 'post_paid',
      cloud_type: 'public',
      consistent_level: words.consistentLevel ?? 'crash_consistent',
      object_type: vault.objectType,
      order_id: '',
      product_id: '',
      protect_type: vault.protectType,
      size: vault.capacity,
      spec_code: `vault.${vault.protectType}.${objectsInSpecs[vault.objectType]}.normal`,
      status: statusWordOf(vault),
      storage_unit: '',
      // What is kept free for backups on their way and for accepted images is not to be had, either.
      used: mibOf(vault.capacity) - freeOf(vault),
      frozen_scene: '',
    },
    resources,
    tags: words.tags ?? [],
    auto_bind: false,
    auto_expand: false,
    bind_rules: words.bindRules ?? {},
    locked: isLocked,
    smn_notify: words.smnNotify ?? false,
    threshold: words.threshold ?? 80,
    created_at: microseconds(vault.createdAt),
    updated_at: microseconds(vault.updatedAt),
  };
}

interface ShownResource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** GB. */
  readonly size: number;
  readonly protect_status: 'available' | 'protecting' | 'error';
  readonly extra_info: object;
}

/** A server that is gone is shown as it was, and in error. */
function presentResource({ id, name, size }: KeptResource, servers: Servers): ShownResource {
  const view = servers.get(id);
  const now = view?.server.task === 'backing-up' ? 'protecting' : 'available';
  return {
    id,
    name: view?.server.name ?? name,
    type: serverType,
    size: view === undefined ? size : sizeOf(view),
    protect_status: view === undefined ? 'error' : now,
    extra_info: {},
  };
}
