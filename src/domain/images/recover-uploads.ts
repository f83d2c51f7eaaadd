import { enqueue } from '../../jobs/enqueue.ts';
import type { Context } from '../context.ts';
import { abandonUpload } from './abandon-upload.ts';
import { selectStalledTasks } from './imports/queries.ts';
import { selectAbandonedUploads, selectUploads } from './queries.ts';

/**
 * Cleans up after processes that died: their images are queued again, their imports taken up by others, staged bytes without an upload go. Safe
 * while other processes of the service are receiving uploads. Returns how many uploads were undone.
 */
export async function recoverUploads(context: Pick<Context, 'db' | 'stores'>): Promise<number> {
  const abandoned = await selectAbandonedUploads(context.db);
  for (const upload of abandoned) await abandonUpload(context, upload.id, upload.imageId);
  await resumeImports(context);
  // An upload's row is committed before its file appears, so a file without a row belongs to nobody.
  const staged = await context.stores.staged();
  const alive = await selectUploads(context.db, staged);
  for (const name of staged) if (!alive.has(name)) await context.stores.discard(name);
  return abandoned.length;
}

/** Imports whose process died between taking the task from the queue and beginning with it. */
async function resumeImports(context: Pick<Context, 'db'>): Promise<void> {
  const stalled = await selectStalledTasks(context.db);
  if (stalled.length === 0) return;
  await context.db.transaction().execute(async (tx) => {
    for (const taskId of stalled) await enqueue(tx, 'import-image', { taskId }, taskId);
  });
}
