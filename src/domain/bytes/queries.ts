import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../db/pool.ts';

export interface BlobRecord {
  /** SHA-256 in hex. */
  readonly digest: string;
  readonly size: number;
  readonly md5: string;
}

/** Nobody else publishes or removes this digest until the transaction ends. */
export async function lockDigest(tx: Tx, digest: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${digest}, 0))`.execute(tx);
}

/** Makes the blob's row and those of its copies in `stores`, if they are not there. */
export async function insertBlob(
  tx: Tx,
  blob: BlobRecord,
  stores: readonly string[],
): Promise<void> {
  await tx
    .insertInto('blobs')
    .values({ digest: blob.digest, size: blob.size, md5: blob.md5 })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute();
  await tx
    .insertInto('blob_copies')
    .values(stores.map((store) => ({ digest: blob.digest, store })))
    .onConflict((conflict) => conflict.columns(['digest', 'store']).doNothing())
    .execute();
}

/** The stores that have a copy which no image keeps there. */
export async function selectUnusedCopies(tx: Tx, digest: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('blob_copies')
    .select('store')
    .where('digest', '=', digest)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('image_stores')
            .select('image_id')
            .whereRef('image_stores.digest', '=', 'blob_copies.digest')
            .whereRef('image_stores.store', '=', 'blob_copies.store'),
        ),
      ),
    )
    .execute();
  return rows.map((row) => row.store);
}

/** A blob that something refers to. */
export async function selectBlob(db: DbOrTx, digest: string): Promise<BlobRecord> {
  return await db
    .selectFrom('blobs')
    .select(['digest', 'size', 'md5'])
    .where('digest', '=', digest)
    .executeTakeFirstOrThrow();
}

/** True when the digest is a blob's. */
export async function hasBlob(db: DbOrTx, digest: string): Promise<boolean> {
  const row = await db
    .selectFrom('blobs')
    .select('digest')
    .where('digest', '=', digest)
    .executeTakeFirst();
  return row !== undefined;
}

/** Deletes the row of a copy, and of the blob with its last one; throws the foreign key's error while something refers to it. */
export async function deleteCopy(tx: Tx, digest: string, store: string): Promise<void> {
  await tx
    .deleteFrom('blob_copies')
    .where('digest', '=', digest)
    .where('store', '=', store)
    .execute();
  await tx
    .deleteFrom('blobs')
    .where('digest', '=', digest)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('blob_copies')
            .select('store')
            .whereRef('blob_copies.digest', '=', 'blobs.digest'),
        ),
      ),
    )
    .execute();
}

/** True when the store's copy of the digest has a row. */
export async function hasCopy(db: DbOrTx, digest: string, store: string): Promise<boolean> {
  const row = await db
    .selectFrom('blob_copies')
    .select('digest')
    .where('digest', '=', digest)
    .where('store', '=', store)
    .executeTakeFirst();
  return row !== undefined;
}

/** The names of all stores that have copies. */
export async function selectStoresInUse(db: DbOrTx): Promise<string[]> {
  const rows = await db.selectFrom('blob_copies').select('store').distinct().execute();
  return rows.map((row) => row.store);
}
