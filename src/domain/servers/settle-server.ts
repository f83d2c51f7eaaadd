// The end of what was being done to a server: its row, its event, and a last look at whether it is as the row says.
import type { Tx } from '../../db/pool.ts';
import type { Engine } from '../../drivers/engine/engine.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { lockServers, updateServerRow } from './queries.ts';
import { serverEvent } from './server-event.ts';
import type { Server } from './server.ts';

/** Notes that a locked server runs, and that nothing is being done to it any more. */
export async function noteRunning(
  tx: Tx,
  actor: Actor | null,
  server: Server,
  action: string,
): Promise<Server> {
  const after = await updateServerRow(tx, server.id, {
    status: 'running',
    task: null,
    fault: null,
    started_at: new Date().toISOString(),
  });
  await recordEvent(tx, actor, serverEvent(action, server, after));
  return after;
}

/**
 * What a server does by itself while it is being started is told to nobody (see note-engine-event.ts): so once its row says that it runs, a look shows
 * whether it has stopped since.
 */
export async function lookAgain(
  { db }: Pick<Context, 'db'>,
  engine: Engine,
  serverId: string,
): Promise<void> {
  if ((await engine.stateOf(serverId)) === 'running') return;
  await db.transaction().execute(async (tx) => {
    const [server] = await lockServers(tx, [serverId], null);
    if (server?.status !== 'running' || server.task !== null) return;
    await noteStopped(tx, null, server, 'server.stopped');
  });
}

/** Notes that a locked server does not run, and that nothing is being done to it any more. */
export async function noteStopped(
  tx: Tx,
  actor: Actor | null,
  server: Server,
  action: string,
): Promise<Server> {
  const after = await updateServerRow(tx, server.id, {
    status: 'stopped',
    task: null,
    fault: null,
  });
  await recordEvent(tx, actor, serverEvent(action, server, after));
  return after;
}

/** Notes that nothing is being done to a locked server any more; what it stopped of meanwhile stays said. */
export async function freeServer(tx: Tx, server: Server): Promise<Server> {
  const fault = server.status === 'error' ? {} : { fault: null };
  return await updateServerRow(tx, server.id, { task: null, ...fault });
}
