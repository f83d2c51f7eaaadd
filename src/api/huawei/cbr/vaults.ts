// Vaults: made, listed, shown, changed and deleted, and the servers that they are for (CBR API reference, "Vaults").
import { Type } from 'typebox';
import type { Actor } from '../../../domain/actor.ts';
import type { Context } from '../../../domain/context.ts';
import { createVault } from '../../../domain/vaults/create-vault.ts';
import { deleteVault } from '../../../domain/vaults/delete-vault.ts';
import { listVaults, showVault, summarizeVaults } from '../../../domain/vaults/read-vaults.ts';
import { updateVault } from '../../../domain/vaults/update-vault.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { queryOf } from '../../http/query.ts';
import { route, type Answer, type Route } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';
import { allPages } from './all-pages.ts';
import { pageOf } from './page.ts';
import { presentVault } from './present-vault.ts';
import { resourcesToAdd, serversOf } from './resources.ts';
import { changedWordsOf, createBody, newVaultOf, resourceBody, updateBody } from './vault-body.ts';
import { readVaultQuery } from './vault-query.ts';
import { vaultWordsOf, type KeptResource } from './vault-words.ts';

const ofProject = Type.Object({ project_id: Type.String() });
const ofVault = Type.Object({ project_id: Type.String(), vault_id: Type.String() });
const collection = '/v3/:project_id/vaults';
const one = `${collection}/:vault_id`;

const additionBody = Type.Object({
  resources: Type.Array(resourceBody, { minItems: 1, maxItems: 255 }),
});
const removalBody = Type.Object({ resource_ids: Type.Array(Type.String(), { minItems: 1 }) });

export const vaultRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: collection,
    schema: { params: ofProject },
    handle: async ({ context, actor, body }) => {
      const { vault } = readBody(createBody, body);
      const wanted = newVaultOf(vault);
      const resources = await resourcesToAdd(context, actor, wanted, vault.resources);
      const made = await createVault(context, actor, {
        ...wanted,
        metadata: { ...wanted.metadata, resources },
      });
      const isOpen = vault.locked !== true;
      return await shown(
        context,
        actor,
        isOpen ? made : await updateVault(context, actor, made.id, { locked: true }),
      );
    },
  }),
  route({
    method: 'GET',
    path: collection,
    schema: { params: ofProject },
    handle: async ({ context, actor, raw }) => {
      const query = readVaultQuery(queryOf(raw.url));
      if (query === null)
        return { status: 200, body: { vaults: [], count: 0, limit: 0, offset: 0 } };
      const { filters, resourceIds, limit, offset } = query;
      const all = await allPages(
        async (slice) => await listVaults(context, actor, { ...filters, ...slice }),
      );
      const found = all.filter(
        (vault) =>
          resourceIds === null ||
          vaultWordsOf(vault).resources?.some(({ id }) => resourceIds.has(id)) === true,
      );
      const page = pageOf(found, query);
      const servers = await serversOf(context, actor, page);
      const vaults = page.map((vault) => presentVault(vault, servers));
      return { status: 200, body: { vaults, count: found.length, limit, offset } };
    },
  }),
  route({
    method: 'GET',
    path: `${collection}/summary`,
    schema: { params: ofProject },
    handle: async ({ context, actor }) => {
      const { capacity, taken } = await summarizeVaults(context, actor);
      // GB, and MB.
      return { status: 200, body: { size: capacity, used_size: taken } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: ofVault },
    handle: async ({ context, actor, params }) =>
      await shown(context, actor, await showVault(context, actor, params.vault_id)),
  }),
  route({
    method: 'PUT',
    path: one,
    schema: { params: ofVault },
    handle: async ({ context, actor, params, body }) => {
      const { vault: change } = readBody(updateBody, body);
      const words = changedWordsOf(change);
      const changed = await updateVault(context, actor, params.vault_id, {
        name: change.name,
        capacity: change.billing?.size,
        locked: change.locked,
        metadata: (before) => ({ ...before, ...words }),
      });
      return await shown(context, actor, changed);
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: ofVault },
    handle: async ({ context, actor, params }) => {
      await deleteVault(context, actor, params.vault_id);
      return { status: 204 };
    },
  }),
  route({
    method: 'POST',
    path: `${one}/addresources`,
    schema: { params: ofVault },
    handle: async ({ context, actor, params, body }) => {
      const { resources } = readBody(additionBody, body);
      const vault = await showVault(context, actor, params.vault_id);
      const added = await resourcesToAdd(context, actor, vault, resources);
      await changeResources(context, actor, vault, (before) => [...before, ...added]);
      return { status: 200, body: { add_resource_ids: added.map(({ id }) => id) } };
    },
  }),
  route({
    method: 'POST',
    path: `${one}/removeresources`,
    schema: { params: ofVault },
    handle: async ({ context, actor, params, body }) => {
      const { resource_ids: ids } = readBody(removalBody, body);
      const wanted = new Set(ids.map((id) => id.toLowerCase()));
      const vault = await showVault(context, actor, params.vault_id);
      const isRemoved = ({ id }: KeptResource): boolean => wanted.has(id);
      const removed = (vaultWordsOf(vault).resources ?? []).filter(isRemoved);
      await changeResources(context, actor, vault, (before) =>
        before.filter((each) => !isRemoved(each)),
      );
      return { status: 200, body: { remove_resource_ids: removed.map(({ id }) => id) } };
    },
  }),
];

async function shown(context: Context, actor: Actor, vault: Vault): Promise<Answer> {
  const servers = await serversOf(context, actor, [vault]);
  return { status: 200, body: { vault: presentVault(vault, servers) } };
}

async function changeResources(
  context: Context,
  actor: Actor,
  { id }: Vault,
  change: (before: readonly KeptResource[]) => readonly KeptResource[],
): Promise<void> {
  await updateVault(context, actor, id, {
    metadata: (metadata) => ({
      ...metadata,
      resources: change(vaultWordsOf({ metadata }).resources ?? []),
    }),
  });
}
