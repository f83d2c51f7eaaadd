// Vaults: places of a certain size for backups of servers, and for full-server images that were accepted.
import { Type } from 'typebox';
import { createVault } from '../../../domain/vaults/create-vault.ts';
import { deleteVault } from '../../../domain/vaults/delete-vault.ts';
import { listVaults, showVault } from '../../../domain/vaults/read-vaults.ts';
import { updateVault } from '../../../domain/vaults/update-vault.ts';
import type { Route } from '../../http/route.ts';
import { limitOf, readCursor, writeCursor } from '../page.ts';
import { inProjectRoute } from '../route.ts';
import { ProjectParams, Time } from '../schema.ts';
import { presentVault } from './present.ts';
import {
  NewVault,
  Vault,
  VaultChange,
  VaultId,
  VaultListQuery,
  VaultPage,
  VaultParams,
} from './schema.ts';

const tag = 'vaults';
const one = '/vaults/:vaultId';
const vaultCursor = Type.Tuple([Time, VaultId]);

export const vaultRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'GET',
    path: '/vaults',
    tag,
    summary: "Lists the project's vaults, newest first.",
    schema: { params: ProjectParams, query: VaultListQuery },
    answer: VaultPage,
    handle: async ({ context, actor, query }) => {
      const { limit, cursor, ...filters } = query;
      const { items, next } = await listVaults(context, actor, {
        ...filters,
        limit: limitOf(context.settings, limit),
        cursor: readCursor(vaultCursor, cursor),
      });
      return {
        items: items.map((vault) => presentVault(actor, vault)),
        nextCursor: writeCursor(next),
      };
    },
  }),
  inProjectRoute({
    method: 'POST',
    path: '/vaults',
    tag,
    summary: 'Makes a vault, for backups of servers unless it is said otherwise.',
    schema: { params: ProjectParams, body: NewVault },
    status: 201,
    answer: Vault,
    handle: async ({ context, actor, body }) => {
      const { objectType = 'server', protectType = 'backup', ...rest } = body;
      const vault = await createVault(context, actor, { ...rest, objectType, protectType });
      return presentVault(actor, vault);
    },
  }),
  inProjectRoute({
    method: 'GET',
    path: one,
    tag,
    summary: 'Shows a vault, and how much room it has.',
    schema: { params: VaultParams },
    answer: Vault,
    handle: async ({ context, actor, params }) =>
      presentVault(actor, await showVault(context, actor, params.vaultId)),
  }),
  inProjectRoute({
    method: 'PATCH',
    path: one,
    tag,
    summary: 'Changes what is given and leaves the rest; never to less room than is taken.',
    schema: { params: VaultParams, body: VaultChange },
    answer: Vault,
    handle: async ({ context, actor, params, body }) =>
      presentVault(actor, await updateVault(context, actor, params.vaultId, body)),
  }),
  inProjectRoute({
    method: 'DELETE',
    path: one,
    tag,
    summary: 'Deletes a vault that holds nothing.',
    schema: { params: VaultParams },
    handle: async ({ context, actor, params }) => await deleteVault(context, actor, params.vaultId),
  }),
];
