// What servers do without being asked, as their rows come to say it.
import type { ServerEvent } from '../../drivers/engine/engine.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { keptFault } from '../jobs/job.ts';
import { lockServers, updateServerRow } from './queries.ts';
import { serverEvent, serverFailure } from './server-event.ts';
import type { ServerTask } from './server.ts';

/** They leave a server as it is: what happens meanwhile counts. With any other, its job has the last word. */
const tasksBeside: ReadonlySet<ServerTask> = new Set([
  'attaching',
  'detaching',
  'capturing',
  'backing-up',
]);

/** Notes it in the row of a server that runs as far as is known; told twice, it counts once. */
export async function noteEngineEvent(
  { db }: Pick<Context, 'db'>,
  event: ServerEvent,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const [server] = await lockServers(tx, [event.serverId], null);
    if (server?.status !== 'running') return;
    if (server.task !== null && !tasksBeside.has(server.task)) return;
    const fault = faultOf(event);
    if (fault === null) {
      const after = await updateServerRow(tx, server.id, { status: 'stopped', fault: null });
      await recordEvent(tx, null, serverEvent('server.stopped', server, after));
      return;
    }
    const kept = keptFault(fault);
    const changes = { status: 'error', fault: JSON.stringify(kept) };
    const after = await updateServerRow(tx, server.id, changes);
    await recordEvent(tx, null, serverFailure(after, kept));
  });
}

function faultOf(event: ServerEvent): Fault | null {
  if (event.kind === 'stopped') return null;
  const detail = { serverId: event.serverId };
  if (event.kind === 'died') {
    return new Fault('unavailable', 'server.died', `The server ended: ${event.reason}`, { detail });
  }
  return new Fault(
    'unavailable',
    'server.disk-full',
    'The machine has no space left for what the server writes: it is halted, and goes on when it is started once there is space.',
    { detail },
  );
}
