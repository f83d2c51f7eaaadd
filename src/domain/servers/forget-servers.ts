// What a deleted project leaves behind of servers: they and all their disks go.
import { selectIdsOfProject } from '../../db/project-list.ts';
import type { Context } from '../context.ts';
import { lockDisks, selectDisksOfServers } from '../disks/queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { discardDisk, enqueueSweep } from './discard-disk.ts';
import { deleteKeyPairsOf } from './key-pairs/queries.ts';
import { lockServers, updateServerRow } from './queries.ts';
import { serverEvent } from './server-event.ts';

const batch = 50;

/** Ends all servers of a project that no longer exists; the engine follows. May be repeated at any point. */
export async function forgetServers(context: Context, projectId: string): Promise<void> {
  while ((await forgetSome(context, projectId)) > 0);
  await context.db.transaction().execute(async (tx) => await deleteKeyPairsOf(tx, projectId));
}

async function forgetSome({ db }: Context, projectId: string): Promise<number> {
  const ids = await selectIdsOfProject(db, 'servers', projectId, batch);
  if (ids.length === 0) return 0;
  await db.transaction().execute(async (tx) => {
    const servers = await lockServers(tx, ids, projectId);
    const disks = await selectDisksOfServers(tx, ids);
    const diskIds = disks.map(({ id }) => id);
    for (const disk of await lockDisks(tx, diskIds)) await discardDisk(tx, disk);
    for (const server of servers) {
      await updateServerRow(tx, server.id, {
        status: 'deleted',
        task: null,
        ssh_port: null,
        deleted_at: new Date().toISOString(),
      });
      await recordEvent(tx, null, serverEvent('server.deleted', server, null));
    }
    await enqueueSweep(tx);
  });
  return ids.length;
}
