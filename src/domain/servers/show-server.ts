import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { findServer } from './find-server.ts';
import { viewServers, type ServerView } from './view-servers.ts';

/** One server. Faults: forbidden, notFound. */
export async function showServer(
  context: Context,
  actor: Actor,
  serverId: string,
): Promise<ServerView> {
  const server = await findServer(context.db, actor, serverId, 'server.show');
  const [view] = await viewServers(context, actor, [server]);
  if (view === undefined) throw new Error('a server has no view');
  return view;
}
