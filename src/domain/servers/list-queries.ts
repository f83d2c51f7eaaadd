// Lists of a project's servers, newest first. The conditions are put together; the order has an index (servers_project).
import type { DbOrTx } from '../../db/pool.ts';
import { Conditions } from '../../db/project-list.ts';
import type { Page, Slice } from '../../lib/newest-first.ts';
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

/** One page. */
export async function selectServerPage(
  db: DbOrTx,
  projectId: string,
  filters: ServerFilters,
  slice: Slice,
): Promise<Page<Server>> {
  const source = { from: 'servers', time: 'created_at' } as const;
  const page = await conditionsOf(projectId, filters).page<ServerRow>(db, source, slice);
  return { ...page, items: page.items.map((row) => serverOf(row)) };
}

/** How many there are. */
export async function selectServerCount(
  db: DbOrTx,
  projectId: string,
  filters: ServerFilters,
): Promise<number> {
  return await conditionsOf(projectId, filters).count(db, 'servers');
}

function conditionsOf(projectId: string, filters: ServerFilters): Conditions {
  const { search, status, imageId, flavorId, ids, tags, withoutTags } = filters;
  const where = new Conditions()
    .equals('project_id', projectId)
    .that("status <> 'deleted'")
    .search(search)
    .among('image_id', imageId === undefined ? undefined : [imageId])
    .equals('flavor_id', flavorId)
    .among('id', ids);
  if (status !== undefined) where.that(`status = any (${where.value([status].flat())}::text[])`);
  if (tags !== undefined) {
    where.that(`metadata -> 'tags' @> ${where.value(JSON.stringify(tags))}::jsonb`);
  }
  if (withoutTags !== undefined) {
    where.that(`not coalesce(metadata -> 'tags', '[]') ?| ${where.value(withoutTags)}::text[]`);
  }
  return where;
}
