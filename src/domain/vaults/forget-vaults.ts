import { selectIdsOfProject } from '../../db/project-list.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { lockVaults, updateVaultRow } from './queries.ts';
import { vaultEvent } from './vault-event.ts';

const batch = 100;

/** Ends the vaults of a project that no longer exists, once nothing is in them any more. May be repeated at any point. */
export async function forgetVaults(context: Context, projectId: string): Promise<void> {
  while ((await forgetSome(context, projectId)) > 0);
}

async function forgetSome({ db }: Context, projectId: string): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    const vaults = await lockVaults(tx, await selectIdsOfProject(tx, 'vaults', projectId, batch));
    for (const vault of vaults) {
      if (vault.status === 'deleted') continue;
      const deleted_at = new Date().toISOString();
      await updateVaultRow(tx, vault.id, { status: 'deleted', deleted_at });
      await recordEvent(tx, null, vaultEvent('vault.delete', vault, null));
    }
    return vaults.length;
  });
}
