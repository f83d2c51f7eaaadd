// SQL that the sub-nouns of identity share.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { containing } from '../../db/containing.ts';
import type { Tx } from '../../db/pool.ts';
import type { NameCursor } from './page.ts';

/** Follows the marker in (name, id) order. An unknown marker gives nothing. */
export function afterMarker(
  table: 'users' | 'projects',
  alias: string,
  marker: string,
): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.ref(`${alias}.name`)}, ${sql.ref(`${alias}.id`)})
    > (select name, id from ${sql.table(table)} where id = ${marker})`;
}

/** Follows a name and an id in that order. */
export function follows(alias: string, [name, id]: NameCursor): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.ref(`${alias}.name`)}, ${sql.ref(`${alias}.id`)}) > (${name}, ${id})`;
}

/** Has the text in its name, in any case, or as its id. */
export function matches(alias: string, text: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.ref(`${alias}.name`)} ilike ${containing(text)} or ${sql.ref(`${alias}.id`)} = ${text})`;
}

/** Holds back other processes that start at the same time, until this transaction ends. */
export async function lockFoundations(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7040002)`.execute(tx);
}
