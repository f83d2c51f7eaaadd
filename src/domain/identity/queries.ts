// SQL that the sub-nouns of identity share.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Tx } from '../../db/pool.ts';

/** Follows the marker in (name, id) order. An unknown marker gives nothing. */
export function afterMarker(
  table: 'users' | 'projects',
  alias: string,
  marker: string,
): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.ref(`${alias}.name`)}, ${sql.ref(`${alias}.id`)})
    > (select name, id from ${sql.table(table)} where id = ${marker})`;
}

/** Holds back other processes that start at the same time, until this transaction ends. */
export async function lockFoundations(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7040002)`.execute(tx);
}
