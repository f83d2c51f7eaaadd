import type { Page, Slice } from '../../lib/newest-first.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { selectServerCount, selectServerPage, type ServerFilters } from './list-queries.ts';
import { authorizeServers } from './policy.ts';
import { viewServers, type ServerView } from './view-servers.ts';

/** A page of the project's servers, newest first. Faults: forbidden. */
export async function listServers(
  context: Context,
  actor: Actor,
  { limit, cursor, offset, ...filters }: ServerFilters & Slice,
): Promise<Page<ServerView>> {
  const { id: projectId } = authorizeServers(actor, 'server.list');
  const slice = { limit, cursor, offset };
  const { items, next } = await selectServerPage(context.db, projectId, filters, slice);
  return { items: await viewServers(context, actor, items), next };
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
