// When the service starts: the rows of servers and what the engine has of them come to agree, and from then on the engine tells what changes.
import { setImmediate as turn } from 'node:timers/promises';
import type { Engine, ServerEvent } from '../../drivers/engine/engine.ts';
import { inLanes } from '../../lib/in-lanes.ts';
import type { Context } from '../context.ts';
import { engineFault } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { keptFault } from '../jobs/job.ts';
import { enqueueSweep } from './discard-disk.ts';
import { noteEngineEvent } from './note-engine-event.ts';
import { lockServers, selectAllServers, selectLeftServers, updateServerRow } from './queries.ts';
import { runServer } from './run-server.ts';
import { serverEvent, serverFailure } from './server-event.ts';
import { planOf } from './server-plan.ts';
import { noteRunning } from './settle-server.ts';

export interface Recovery {
  /** Resolves when servers that are started again after the machine was have been. */
  readonly done: Promise<void>;
}

/**
 * Puts the rows right after whatever ended the service or the machine: servers that run are watched again, those that ended meanwhile say so, and those that
 * were running when the machine went down are stopped, or started again as the settings have it. What jobs were doing their next attempts find.
 */
export async function recoverServers(
  context: Context,
  log: (line: string) => void,
): Promise<Recovery> {
  const { engine } = context;
  if (engine === null) return { done: Promise.resolve() };
  const noting = new Set<Promise<void>>();
  engine.watch((event) => {
    const noted = note(context, event, log).finally(() => noting.delete(noted));
    noting.add(noted);
  });
  const { servers } = await engine.holdings();
  // What happened while nobody watched is told in the next turn.
  await turn();
  await turn();
  await Promise.all(noting);
  const runs = new Set(servers.flatMap(({ id, state }) => (state === 'running' ? [id] : [])));
  await freeLeftServers(context);
  const downed = await noteDowned(context, runs);
  await context.db.transaction().execute(async (tx) => await enqueueSweep(tx));
  if (context.settings.serversAfterBoot === 'stopped') return { done: Promise.resolve() };
  return { done: startAgain(context, engine, downed, log) };
}

async function note(
  context: Context,
  event: ServerEvent,
  log: (line: string) => void,
): Promise<void> {
  try {
    await noteEngineEvent(context, event);
  } catch (error) {
    // Nobody waits for it; the next start of the service looks again.
    log(`server ${event.serverId}: ${event.kind}, which could not be noted: ${String(error)}`);
  }
}

/** Jobs end in the transaction that frees their server, so there are none but by a database that was put back or changed by hand. */
async function freeLeftServers({ db }: Context): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const server of await lockServers(tx, await selectLeftServers(tx), null)) {
      const kept = keptFault(
        new Fault(
          'unavailable',
          'server.interrupted',
          'What was being done to the server was broken off.',
        ),
      );
      const status = server.status === 'building' ? { status: 'error' } : {};
      const changes = { ...status, task: null, fault: JSON.stringify(kept) };
      const after = await updateServerRow(tx, server.id, changes);
      await recordEvent(tx, null, serverFailure(after, kept));
    }
  });
}

/** Servers that run by their rows, and of which the engine knows nothing, not even how they ended: the machine went down. Resolves to their ids. */
async function noteDowned({ db }: Context, runs: ReadonlySet<string>): Promise<string[]> {
  const doubtful = (await selectAllServers(db))
    .filter(({ id, status }) => status === 'running' && !runs.has(id))
    .map(({ id }) => id);
  return await db.transaction().execute(async (tx) => {
    const downed: string[] = [];
    for (const server of await lockServers(tx, doubtful, null)) {
      // What is being done to it finds out by itself, unless it leaves the server as it is.
      const own = server.task !== null && rebuilt.has(server.task);
      if (server.status !== 'running' || own) continue;
      const after = await updateServerRow(tx, server.id, { status: 'stopped' });
      await recordEvent(tx, null, serverEvent('server.stopped', server, after));
      if (server.task === null) downed.push(server.id);
    }
    return downed;
  });
}

const rebuilt: ReadonlySet<string> = new Set(['rebooting', 'changing-os', 'reinstalling']);

async function startAgain(
  context: Context,
  engine: Engine,
  serverIds: readonly string[],
  log: (line: string) => void,
): Promise<void> {
  await inLanes(2, serverIds, async (serverId) => {
    const server = await takeForStart(context, serverId);
    if (server === null) return;
    try {
      await runServer(context, engine, await planOf(context.db, server));
      await context.db.transaction().execute(async (tx) => {
        const [locked] = await lockServers(tx, [serverId], null);
        if (locked !== undefined) await noteRunning(tx, null, locked, 'server.run');
      });
    } catch (error) {
      const kept = keptFault(engineFault(error));
      log(`server ${serverId} was running before the machine restarted, and: ${kept.message}`);
      await context.db.transaction().execute(async (tx) => {
        const [locked] = await lockServers(tx, [serverId], null);
        if (locked === undefined) return;
        const changes = { status: 'error', task: null, fault: JSON.stringify(kept) };
        const after = await updateServerRow(tx, serverId, changes);
        await recordEvent(tx, null, serverFailure(after, kept));
      });
    }
  });
}

async function takeForStart({ db }: Context, serverId: string) {
  return await db.transaction().execute(async (tx) => {
    const [server] = await lockServers(tx, [serverId], null);
    if (server?.status !== 'stopped' || server.task !== null) return null;
    const after = await updateServerRow(tx, serverId, { task: 'starting', job_id: null });
    await recordEvent(tx, null, serverEvent('server.start', server, after));
    return after;
  });
}
