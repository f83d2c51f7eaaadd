// Lists of a project's servers, newest first. The conditions are put together; the order has an index (servers_project).
import { sql, type RawBuilder } from 'kysely';
import { containing } from '../../db/containing.ts';
import type { DbOrTx } from '../../db/pool.ts';
import { isUuid } from '../../lib/ids.ts';
import { serverOf, type ServerRow } from './queries.ts';
import type { Server, ServerStatus } from './server.ts';

export interface ServerFilters {
  /** A part of the name in any case, or the id. */
  readonly search?: string | undefined;
  readonly status?: ServerStatus | readonly ServerStatus[] | undefined;
  readonly imageId?: string | undefined;
  readonly flavorId?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  /** Words of `tags` in its metadata: it has all of these, and none of those. */
  readonly tags?: readonly string[] | undefined;
  readonly withoutTags?: readonly string[] | undefined;
}

/** Where a page goes on: when the last server of the page before was made, and its id. */
export type ServerCursor = readonly [createdAt: string, id: string];

/** One page. */
export async function selectServerPage(
  db: DbOrTx,
  projectId: string,
  filters: ServerFilters,
  page: {
    readonly limit: number;
    readonly cursor?: ServerCursor | null | undefined;
    readonly offset?: number | undefined;
  },
): Promise<Server[]> {
  const conditions = conditionsOf(projectId, filters);
  if (page.cursor) {
    const [createdAt, id] = page.cursor;
    conditions.push(sql`(created_at, id) < (${createdAt}::timestamptz, ${id}::uuid)`);
  }
  const { rows } = await sql<ServerRow>`
    select * from servers where ${sql.join(conditions, sql` and `)}
    order by created_at desc, id desc limit ${page.limit} offset ${page.offset ?? 0}`.execute(db);
  return rows.map((row) => serverOf(row));
}

/** How many there are. */
export async function selectServerCount(
  db: DbOrTx,
  projectId: string,
  filters: ServerFilters,
): Promise<number> {
  const conditions = conditionsOf(projectId, filters);
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from servers where ${sql.join(conditions, sql` and `)}`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

function conditionsOf(projectId: string, filters: ServerFilters): RawBuilder<unknown>[] {
  const { search, status, imageId, flavorId, ids, tags, withoutTags } = filters;
  const conditions = [sql`project_id = ${projectId}`, sql`status <> 'deleted'`];
  if (search !== undefined) {
    const byName = sql`name ilike ${containing(search)}`;
    conditions.push(isUuid(search) ? sql`(${byName} or id = ${search}::uuid)` : byName);
  }
  if (status !== undefined) conditions.push(sql`status = any (${[status].flat()}::text[])`);
  // What is no UUID finds nothing; it is not an error.
  if (imageId !== undefined)
    conditions.push(sql`image_id = any (${[imageId].filter(isUuid)}::uuid[])`);
  if (flavorId !== undefined) conditions.push(sql`flavor_id = ${flavorId}`);
  if (ids !== undefined) conditions.push(sql`id = any (${ids.filter(isUuid)}::uuid[])`);
  if (tags !== undefined) {
    conditions.push(sql`metadata -> 'tags' @> ${JSON.stringify(tags)}::jsonb`);
  }
  if (withoutTags !== undefined) {
    conditions.push(sql`not coalesce(metadata -> 'tags', '[]') ?| ${[...withoutTags]}::text[]`);
  }
  return conditions;
}
