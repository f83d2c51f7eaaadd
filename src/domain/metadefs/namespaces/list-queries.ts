import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Db } from '../../../db/pool.ts';
import type { Namespace } from './namespace.ts';
import { namespaceOf, type NamespaceRow } from './queries.ts';

/** Columns a list may be sorted by. Null sorts as the empty text, so that a page can go on after it. */
const sortColumns = {
  id: sql`n.id`,
  name: sql`n.name`,
  displayName: sql`coalesce(n.display_name, '')`,
  description: sql`coalesce(n.description, '')`,
  visibility: sql`n.visibility`,
  protected: sql`n.protected`,
  owner: sql`n.owner`,
  createdAt: sql`n.created_at`,
  updatedAt: sql`n.updated_at`,
} as const;

export type NamespaceSortColumn = keyof typeof sortColumns;

export interface NamespacePageQuery {
  /** `all`: every namespace; else those that are public or of this project. */
  readonly seenBy: 'all' | { readonly projectId: string | null };
  readonly visibility: Namespace['visibility'] | null;
  /** Only namespaces that are for one of these. */
  readonly resourceTypes: readonly string[] | null;
  /** Ties are broken by creation time and id, in the same direction. */
  readonly sort: NamespaceSortColumn;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
  /** The id of the last namespace of the page before. */
  readonly marker: number | null;
}

export async function selectNamespacePage(db: Db, query: NamespacePageQuery): Promise<Namespace[]> {
  const keys = [...new Set([query.sort, 'createdAt', 'id'] as const)].map(
    (column) => sortColumns[column],
  );
  const conditions: RawBuilder<SqlBool>[] = [sql`true`];
  if (query.seenBy !== 'all') {
    conditions.push(sql`(n.visibility = 'public' or n.owner = ${query.seenBy.projectId})`);
  }
  if (query.visibility !== null) conditions.push(sql`n.visibility = ${query.visibility}`);
  if (query.resourceTypes !== null) {
    conditions.push(sql`exists (
      select from metadef_associations a
      where a.namespace_id = n.id and a.resource_type = any(${query.resourceTypes}::text[]))`);
  }
  if (query.marker !== null) {
    const after = sql.raw(query.direction === 'asc' ? '>' : '<');
    const last = keys.map(
      (key) => sql`(select ${key} from metadef_namespaces n where n.id = ${query.marker})`,
    );
    conditions.push(sql`(${sql.join(keys)}) ${after} (${sql.join(last)})`);
  }
  const order = sql.join(keys.map((key) => sql`${key} ${sql.raw(query.direction)}`));
  const { rows } = await sql<NamespaceRow>`
    select n.* from metadef_namespaces n
    where ${sql.join(conditions, sql` and `)}
    order by ${order} limit ${query.limit}`.execute(db);
  return rows.map(namespaceOf);
}
