import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { MetadefTag } from './metadef-tag.ts';

const columns = ['id', 'name', 'created_at as createdAt', 'updated_at as updatedAt'] as const;

/** Columns a list may be sorted by. */
const sortColumns = {
  id: sql`t.id`,
  name: sql`t.name`,
  createdAt: sql`t.created_at`,
  updatedAt: sql`t.updated_at`,
} as const;

export interface TagPageQuery {
  /** Ties are broken by creation time and id, in the same direction. Default: creation time. */
  readonly sort?: keyof typeof sortColumns;
  /** Default: descending. */
  readonly direction?: 'asc' | 'desc';
  /** Default: all. */
  readonly limit?: number;
  /** The id of the last tag of the page before. */
  readonly marker?: number;
}

/** The tags of a namespace, newest first unless asked otherwise. */
export async function selectTags(
  db: DbOrTx,
  namespaceId: number,
  { sort = 'createdAt', direction = 'desc', limit, marker }: TagPageQuery = {},
): Promise<MetadefTag[]> {
  const keys = [...new Set([sort, 'createdAt', 'id'] as const)].map(
    (column) => sortColumns[column],
  );
  const conditions: RawBuilder<SqlBool>[] = [sql`t.namespace_id = ${namespaceId}`];
  if (marker !== undefined) {
    const after = sql.raw(direction === 'asc' ? '>' : '<');
    const last = keys.map((key) => sql`(select ${key} from metadef_tags t where t.id = ${marker})`);
    conditions.push(sql`(${sql.join(keys)}) ${after} (${sql.join(last)})`);
  }
  const order = sql.join(keys.map((key) => sql`${key} ${sql.raw(direction)}`));
  const { rows } = await sql<MetadefTag>`
    select t.id, t.name, t.created_at as "createdAt", t.updated_at as "updatedAt" from metadef_tags t
    where ${sql.join(conditions, sql` and `)}
    order by ${order} limit ${limit ?? null}`.execute(db);
  return rows;
}

/** The tag of that name, in whatever case. */
export async function selectTag(
  db: DbOrTx,
  namespaceId: number,
  name: string,
): Promise<MetadefTag | null> {
  const row = await db
    .selectFrom('metadef_tags')
    .select(columns)
    .where('namespace_id', '=', namespaceId)
    .where(sql<SqlBool>`lower(name) = lower(${name})`)
    .executeTakeFirst();
  return row ?? null;
}

export async function insertTag(tx: Tx, namespaceId: number, name: string): Promise<MetadefTag> {
  return await tx
    .insertInto('metadef_tags')
    .values({ namespace_id: namespaceId, name })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function updateTagRow(tx: Tx, id: number, name: string): Promise<MetadefTag> {
  return await tx
    .updateTable('metadef_tags')
    .set({ name, updated_at: sql`now()` })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}

/** Deletes one tag, or all of the namespace. Returns what there was. */
export async function deleteTagRows(
  tx: Tx,
  namespaceId: number,
  name: string | null,
): Promise<MetadefTag[]> {
  let query = tx.deleteFrom('metadef_tags').where('namespace_id', '=', namespaceId);
  if (name !== null) query = query.where(sql<SqlBool>`lower(name) = lower(${name})`);
  return await query.returning(columns).execute();
}
