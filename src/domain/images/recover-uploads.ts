import type { Context } from '../context.ts';
import { selectAbandonedUploads, selectUploads } from './queries.ts';
import { abandonUpload } from './upload-bytes.ts';

/**
 * Cleans up after processes that died: their images are queued again, staged bytes without an upload go. Safe while other processes
 * of the service are receiving uploads. Returns how many uploads were undone.
 */
export async function recoverUploads(context: Pick<Context, 'db' | 'store'>): Promise<number> {
  const abandoned = await selectAbandonedUploads(context.db);
  for (const upload of abandoned) await abandonUpload(context, upload.id, upload.imageId);
  // An upload's row is committed before its file appears, so a file without a row belongs to nobody.
  const staged = await context.store.staged();
  const alive = await selectUploads(context.db, staged);
  for (const name of staged) if (!alive.has(name)) await context.store.discard(name);
  return abandoned.length;
}
