// Looking servers up on behalf of somebody. What is of another project answers like what does not exist.
import type { DbOrTx, Tx } from '../../db/pool.ts';
import { isUuid } from '../../lib/ids.ts';
import type { Actor } from '../actor.ts';
import { Fault } from '../fault.ts';
import { authorizeServers, type ServerAction } from './policy.ts';
import { lockServers, selectServers } from './queries.ts';
import type { Server } from './server.ts';

/** The fault for a server that is not there, or not there for this actor. */
export function serverNotFound(serverId: string): Fault {
  return new Fault('notFound', 'server.not-found', `There is no server ${serverId}.`, {
    detail: { serverId },
  });
}

/** The server, when the actor may do `action` with it. Faults: forbidden, notFound. */
export async function findServer(
  db: DbOrTx,
  actor: Actor,
  serverId: string,
  action: ServerAction,
): Promise<Server> {
  const { id: projectId } = authorizeServers(actor, action);
  const [server] = isUuid(serverId) ? await selectServers(db, [serverId], projectId) : [];
  if (server === undefined) throw serverNotFound(serverId);
  return server;
}

/** As findServer, and nobody else changes it until the transaction ends. */
export async function lockServer(
  tx: Tx,
  actor: Actor,
  serverId: string,
  action: ServerAction,
): Promise<Server> {
  const { id: projectId } = authorizeServers(actor, action);
  const [server] = isUuid(serverId) ? await lockServers(tx, [serverId], projectId) : [];
  if (server === undefined) throw serverNotFound(serverId);
  return server;
}
