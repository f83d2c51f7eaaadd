import { selectIdsOfProject } from '../../db/project-list.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import type { Context } from '../context.ts';
import { lockDisks } from './queries.ts';
import { retireDisk } from './retire-disk.ts';

const batch = 100;

/** Ends the disks of a project that no longer exists, and has no servers any more. May be repeated at any point. */
export async function forgetDisks(context: Context, projectId: string): Promise<void> {
  while ((await forgetSome(context, projectId)) > 0);
}

async function forgetSome(context: Context, projectId: string): Promise<number> {
  return await context.db.transaction().execute(async (tx) => {
    const disks = await lockDisks(tx, await selectIdsOfProject(tx, 'disks', projectId, batch));
    for (const disk of disks) if (disk.status !== 'deleted') await retireDisk(tx, null, disk);
    // The engine may be another process's.
    if (disks.length > 0) await enqueue(tx, 'sweep-engine', {}, 'sweep-engine');
    return disks.length;
  });
}
