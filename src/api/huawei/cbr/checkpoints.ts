// Backups begun (CBR API reference, "Restore points"). There one checkpoint holds a backup of each server; here each backup is its own, and a call that backs
// several servers up answers the first of them.
import { Type, type Static } from 'typebox';
import type { Actor } from '../../../domain/actor.ts';
import { backUpServer } from '../../../domain/backups/back-up-server.ts';
import { showBackup } from '../../../domain/backups/list-backups.ts';
import type { BackupView } from '../../../domain/backups/view-backups.ts';
import type { Context } from '../../../domain/context.ts';
import { Fault } from '../../../domain/fault.ts';
import { showVault } from '../../../domain/vaults/read-vaults.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { route, type Route } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';
import { microseconds } from '../microseconds.ts';
import { cbrCode } from './errors.ts';
import { gigabytesOf } from './present-backup.ts';
import { checkResourceType } from './resources.ts';
import { serverType, vaultWordsOf } from './vault-words.ts';

const text = Type.Optional(Type.String());
const checkpointBody = Type.Object({
  checkpoint: Type.Object({
    vault_id: Type.String(),
    parameters: Type.Optional(
      Type.Object({
        name: text,
        description: text,
        auto_trigger: Type.Optional(Type.Boolean()),
        // Each backup holds all there is: none depends on one before.
        incremental: Type.Optional(Type.Boolean()),
        resources: Type.Optional(Type.Array(Type.String())),
        resource_details: Type.Optional(Type.Array(Type.Object({ id: Type.String(), type: text }))),
      }),
    ),
  }),
});
type Parameters = NonNullable<Static<typeof checkpointBody>['checkpoint']['parameters']>;

export const checkpointRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v3/:project_id/checkpoints',
    schema: { params: Type.Object({ project_id: Type.String() }) },
    handle: async ({ context, actor, body }) => {
      const { vault_id: vaultId, parameters = {} } = readBody(checkpointBody, body).checkpoint;
      const vault = await showVault(context, actor, vaultId);
      const wanted = wantedOf(vault, parameters);
      const { begun, skipped } = await backUpEach(context, actor, vault, wanted, parameters);
      return { status: 200, body: { checkpoint: presentCheckpoint(vault, begun, skipped) } };
    },
  }),
  route({
    method: 'GET',
    path: '/v3/:project_id/checkpoints/:checkpoint_id',
    schema: { params: Type.Object({ project_id: Type.String(), checkpoint_id: Type.String() }) },
    handle: async ({ context, actor, params }) => {
      const view = await showBackup(context, actor, params.checkpoint_id);
      return { status: 200, body: { checkpoint: presentCheckpoint(view.vault, [view], []) } };
    },
  }),
];

/** The servers that are named, or else all that the vault is for. Faults: invalid (none), unsupported (what is no server). */
function wantedOf(vault: Vault, { resources, resource_details: details }: Parameters): string[] {
  for (const { type } of details ?? []) checkResourceType(type);
  const named = [...(resources ?? []), ...(details ?? []).map(({ id }) => id)];
  const kept = (vaultWordsOf(vault).resources ?? []).map(({ id }) => id);
  const wanted = [...new Set((named.length === 0 ? kept : named).map((id) => id.toLowerCase()))];
  if (wanted.length > 0) return wanted;
  throw new Fault(
    'invalid',
    'vault.no-resources',
    'Neither the request nor the vault names a server.',
    { detail: { vaultId: vault.id } },
  );
}

interface Skipped {
  readonly serverId: string;
  readonly fault: Fault;
}

/** Begins to back up each of the servers, what fails beside what succeeds. Throws when nothing does. */
async function backUpEach(
  context: Context,
  actor: Actor,
  vault: Vault,
  serverIds: readonly string[],
  { name = `manualbk_${vault.id.slice(-4)}`, description }: Parameters,
): Promise<{ begun: BackupView[]; skipped: Skipped[] }> {
  const begun: BackupView[] = [];
  const skipped: Skipped[] = [];
  for (const serverId of serverIds) {
    try {
      const order = { vaultId: vault.id, name, description };
      const { backupId } = await backUpServer(context, actor, serverId, order);
      begun.push(await showBackup(context, actor, backupId));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      skipped.push({ serverId, fault: error });
    }
  }
  const [first] = skipped;
  if (begun.length === 0 && first !== undefined) throw first.fault;
  return { begun, skipped };
}

function presentCheckpoint(
  vault: { readonly id: string; readonly name: string } | null,
  views: readonly BackupView[],
  skipped: readonly Skipped[],
): Record<string, unknown> {
  const [first] = views;
  if (first === undefined) throw new Error('a checkpoint has no backup');
  const { backup } = first;
  return {
    id: backup.id,
    created_at: microseconds(backup.createdAt),
    project_id: backup.projectId,
    status: backup.status,
    vault: {
      id: vault?.id ?? '',
      name: vault?.name ?? '',
      resources: views.map(({ backup: each }) => ({
        id: each.serverId,
        name: each.serverName,
        type: serverType,
        resource_size: String(gigabytesOf(each)),
        protect_status: 'protecting',
        extra_info: {},
      })),
      skipped_resources: skipped.map(({ serverId, fault }) => ({
        id: serverId,
        type: serverType,
        name: '',
        code: cbrCode(fault),
        reason: fault.message,
      })),
    },
    extra_info: { name: backup.name, description: backup.description },
  };
}
