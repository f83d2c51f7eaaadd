// Blobs that nothing refers to any more. The foreign keys that point to a blob's row are its reference count.
import type { Context } from '../context.ts';
import { deleteBlob, lockDigest, selectBlobs } from './queries.ts';

const foreignKeyViolation = '23503';

/**
 * Removes a blob's row and bytes, unless something refers to it. Safe against uploads of the same bytes at the same moment: both sides hold
 * the digest's lock while they touch the store, until they commit. A download that has the blob open reads it to its end.
 */
export async function reclaimBlob(
  context: Pick<Context, 'db' | 'store'>,
  digest: string,
): Promise<void> {
  try {
    await context.db.transaction().execute(async (tx) => {
      await lockDigest(tx, digest);
      await deleteBlob(tx, digest);
      // Before the commit, so that no row that says "here" is ever without bytes for an upload that waits for the lock: it would find a row gone, not a file.
      await context.store.remove(digest);
    });
  } catch (error) {
    if ((error as { code?: unknown }).code !== foreignKeyViolation) throw error;
  }
}

/**
 * Removes bytes in the store that have no row: a crash between publishing and committing leaves such. Returns how many.
 */
export async function sweepStore(context: Pick<Context, 'db' | 'store'>): Promise<number> {
  let removed = 0;
  for await (const digest of context.store.digests()) {
    if ((await selectBlobs(context.db, [digest])).has(digest)) continue;
    await context.db.transaction().execute(async (tx) => {
      await lockDigest(tx, digest);
      // Again under the lock: an upload may have committed since.
      if ((await selectBlobs(tx, [digest])).has(digest)) return;
      await context.store.remove(digest);
      removed += 1;
    });
  }
  return removed;
}
