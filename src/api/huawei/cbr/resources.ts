// The servers that a vault is for: those that are backed up into it when none is named. That is a matter of this API alone, and kept with the vault's words.
import type { Static } from 'typebox';
import type { Actor } from '../../../domain/actor.ts';
import type { Context } from '../../../domain/context.ts';
import { Fault } from '../../../domain/fault.ts';
import { listServers } from '../../../domain/servers/list-servers.ts';
import { showServer } from '../../../domain/servers/show-server.ts';
import type { ServerView } from '../../../domain/servers/view-servers.ts';
import { listVaults } from '../../../domain/vaults/read-vaults.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { allPages } from './all-pages.ts';
import type { resourceBody } from './vault-body.ts';
import { serverType, vaultWordsOf, type KeptResource } from './vault-words.ts';

/** Servers by their ids, as they are now. */
export type Servers = ReadonlyMap<string, ServerView>;

/** The servers that are kept with these vaults, those that are gone left out. */
export async function serversOf(
  context: Context,
  actor: Actor,
  vaults: readonly Vault[],
): Promise<Servers> {
  const ids = vaults.flatMap((vault) => (vaultWordsOf(vault).resources ?? []).map(({ id }) => id));
  if (ids.length === 0) return new Map();
  const { items } = await listServers(context, actor, { ids, limit: ids.length });
  return new Map(items.map((view) => [view.server.id, view]));
}

/** GiB of all its disks. */
export function sizeOf({ disks }: ServerView): number {
  return disks.reduce((sum, { size }) => sum + size, 0);
}

/** Passes for servers, which is all that is backed up here. Throws `unsupported`. */
export function checkResourceType(type: string | undefined): void {
  if (type === undefined || type === serverType) return;
  throw new Fault(
    'unsupported',
    'vault.resource-unsupported',
    `Only servers (${serverType}) are backed up here, not ${type}.`,
    { detail: { type } },
  );
}

/** What is kept of servers that are added to a vault. Faults: unsupported, notFound (server), conflict (it is in a vault of this kind already). */
export async function resourcesToAdd(
  context: Context,
  actor: Actor,
  to: Pick<Vault, 'protectType'>,
  resources: readonly Static<typeof resourceBody>[],
): Promise<KeptResource[]> {
  for (const { type } of resources) checkResourceType(type);
  if (resources.length === 0) return [];
  const all = await allPages(async (slice) => await listVaults(context, actor, slice));
  const alike = all.filter(({ protectType }) => protectType === to.protectType);
  const taken = new Set(
    alike.flatMap((vault) => (vaultWordsOf(vault).resources ?? []).map(({ id }) => id)),
  );
  const added: KeptResource[] = [];
  for (const id of new Set(resources.map((resource) => resource.id.toLowerCase()))) {
    const view = await showServer(context, actor, id);
    if (taken.has(id)) throw takenAlready(id);
    added.push({ id, name: view.server.name, size: sizeOf(view) });
  }
  return added;
}

function takenAlready(serverId: string): Fault {
  return new Fault(
    'conflict',
    'vault.resource-taken',
    `Server ${serverId} is in a vault already.`,
    { detail: { serverId } },
  );
}
