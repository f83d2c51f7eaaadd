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

/** Makes the blob's row if it is not there. */
export async function insertBlob(tx: Tx, blob: BlobRecord): Promise<void> {
  await tx
    .insertInto('blobs')
    .values({ digest: blob.digest, size: blob.size, md5: blob.md5 })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute();
}

/** Deletes the blob's row; throws the foreign key's error while an image refers to it. */
export async function deleteBlob(tx: Tx, digest: string): Promise<void> {
  await tx.deleteFrom('blobs').where('digest', '=', digest).execute();
}

/** Which of these digests have a row. */
export async function selectBlobs(db: DbOrTx, digests: readonly string[]): Promise<Set<string>> {
  if (digests.length === 0) return new Set();
  const rows = await db
    .selectFrom('blobs')
    .select('digest')
    .where('digest', 'in', digests)
    .execute();
  return new Set(rows.map((row) => row.digest));
}
