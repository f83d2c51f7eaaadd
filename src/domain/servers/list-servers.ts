import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import {
  selectServerCount,
  selectServerPage,
  type ServerCursor,
  type ServerFilters,
} from './list-queries.ts';
import { authorizeServers } from './policy.ts';
import { viewServers, type ServerView } from './view-servers.ts';

export interface ServerListQuery extends ServerFilters {
  readonly limit: number;
  readonly cursor?: ServerCursor | null | undefined;
  /** For clients that count their way: how many come before. */
  readonly offset?: number | undefined;
}

export interface ServerPage {
  readonly items: ServerView[];
  /** null: there are no more. */
  readonly next: ServerCursor | null;
}

/** A page of the project's servers, newest first. Faults: forbidden. */
export async function listServers(
  context: Context,
  actor: Actor,
  { limit, cursor, offset, ...filters }: ServerListQuery,
): Promise<ServerPage> {
  const { id: projectId } = authorizeServers(actor, 'server.list');
  // One more than asked for tells whether there are more.
  const page = { limit: limit + 1, cursor, offset };
  const found = await selectServerPage(context.db, projectId, filters, page);
  const servers = found.slice(0, limit);
  const last = found.length > limit ? servers.at(-1) : undefined;
  return {
    items: await viewServers(context, actor, servers),
    next: last === undefined ? null : [last.createdAt, last.id],
  };
}

/** How many servers of the project there are. Faults: forbidden. */
export async function countServers(
  context: Context,
  actor: Actor,
  filters: ServerFilters,
): Promise<number> {
  const { id: projectId } = authorizeServers(actor, 'server.list');
  return await selectServerCount(context.db, projectId, filters);
}
