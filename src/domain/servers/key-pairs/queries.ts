import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { KeyPair } from './key-pair.ts';

const columns = [
  'name',
  'public_key as publicKey',
  'fingerprint',
  'created_at as createdAt',
] as const;

/** A project's key pairs by name. */
export async function selectKeyPairs(db: DbOrTx, projectId: string): Promise<KeyPair[]> {
  return await db
    .selectFrom('key_pairs')
    .select(columns)
    .where('project_id', '=', projectId)
    .orderBy('name')
    .execute();
}

export async function selectKeyPair(
  db: DbOrTx,
  projectId: string,
  name: string,
): Promise<KeyPair | undefined> {
  return await db
    .selectFrom('key_pairs')
    .select(columns)
    .where('project_id', '=', projectId)
    .where('name', '=', name)
    .executeTakeFirst();
}

/** Those who make key pairs in a project come one after the other, until the transaction ends. */
export async function lockKeyPairs(tx: Tx, projectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`key-pairs ${projectId}`}, 0))`.execute(
    tx,
  );
}

export async function insertKeyPair(
  tx: Tx,
  row: Omit<KeyPair, 'createdAt'> & { readonly projectId: string; readonly userId: string },
): Promise<KeyPair> {
  return await tx
    .insertInto('key_pairs')
    .values({
      project_id: row.projectId,
      name: row.name,
      user_id: row.userId,
      public_key: row.publicKey,
      fingerprint: row.fingerprint,
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function deleteKeyPairRow(
  tx: Tx,
  projectId: string,
  name: string,
): Promise<KeyPair | undefined> {
  return await tx
    .deleteFrom('key_pairs')
    .where('project_id', '=', projectId)
    .where('name', '=', name)
    .returning(columns)
    .executeTakeFirst();
}

export async function deleteKeyPairsOf(tx: Tx, projectId: string): Promise<void> {
  await tx.deleteFrom('key_pairs').where('project_id', '=', projectId).execute();
}
