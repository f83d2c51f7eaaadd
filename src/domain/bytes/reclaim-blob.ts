// Copies of blobs that nothing refers to any more. The foreign keys that point to a copy's row are its reference count.
import type { Context } from '../context.ts';
import { deleteCopy, hasBlob, hasCopy, lockDigest, selectUnusedCopies } from './queries.ts';

const foreignKeyViolation = '23503';

type Keeping = Pick<Context, 'db' | 'stores' | 'engine'>;

/**
 * Removes a blob's rows and bytes from the stores where nothing refers to it. Safe against uploads of the same bytes at the same moment: both
 * sides hold the digest's lock while they touch a store, until they commit. A download that has the blob open reads it to its end. What the engine keeps of
 * the blob goes with its row.
 */
export async function reclaimBlob(context: Keeping, digest: string): Promise<void> {
  try {
    await context.db.transaction().execute(async (tx) => {
      await lockDigest(tx, digest);
      const unused = await selectUnusedCopies(tx, digest);
      // What is in a store that the settings do not name stays, row and all, until they name it again.
      const reachable = unused.filter((store) => context.stores.has(store));
      for (const store of reachable) await deleteCopy(tx, digest, store);
      // Before the commit, so that no row that says "here" is ever without bytes for an upload that waits for the lock: it would find a row gone, not a file.
      for (const store of reachable) await context.stores.get(store).remove(digest);
      // No disk lies on it either: its row would have kept the blob's.
      if (!(await hasBlob(tx, digest))) await context.engine?.dropBase(digest);
    });
  } catch (error) {
    if ((error as { code?: unknown }).code !== foreignKeyViolation) throw error;
  }
}

/**
 * Removes bytes in the stores that have no row: a crash between publishing and committing leaves such. Returns how many.
 */
export async function sweepStores(context: Keeping): Promise<number> {
  let removed = 0;
  for (const { name } of context.stores.all()) removed += await sweepStore(context, name);
  return removed;
}

/** Removes what the engine keeps of blobs that are no more. Returns how many. */
export async function sweepBases({ db, engine }: Keeping): Promise<number> {
  let removed = 0;
  for (const digest of (await engine?.holdings())?.bases ?? []) {
    if (await hasBlob(db, digest)) continue;
    await db.transaction().execute(async (tx) => {
      await lockDigest(tx, digest);
      // As below.
      if (await hasBlob(tx, digest)) return;
      await engine?.dropBase(digest);
      removed += 1;
    });
  }
  return removed;
}

async function sweepStore(context: Keeping, name: string): Promise<number> {
  const store = context.stores.get(name);
  let removed = 0;
  for await (const digest of store.digests()) {
    if (await hasCopy(context.db, digest, name)) continue;
    await context.db.transaction().execute(async (tx) => {
      await lockDigest(tx, digest);
      // Again under the lock: an upload may have committed since.
      if (await hasCopy(tx, digest, name)) return;
      await store.remove(digest);
      removed += 1;
    });
  }
  return removed;
}
