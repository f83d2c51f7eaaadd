// The work of the job that builds servers: some at a time, each with its own end. It may be cut off and begun again: what runs already is left alone.
import type { Tx } from '../../db/pool.ts';
import type { Engine } from '../../drivers/engine/engine.ts';
import { inLanes } from '../../lib/in-lanes.ts';
import type { Context } from '../context.ts';
import { diskEvent } from '../disks/disk-event.ts';
import { makeDisk } from '../disks/make-disk.ts';
import { lockDisks, selectDisksOfServers, updateDiskRow } from '../disks/queries.ts';
import { availableEngine, engineFault } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import type { Fault } from '../fault.ts';
import { keptFault, type Job, type KeptFault } from '../jobs/job.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { goneMeanwhile } from './begin-act.ts';
import type { BuildInput } from './begin-servers.ts';
import { disksOf } from './built.ts';
import { endServersJob } from './end-servers-job.ts';
import { lockServers, selectServers, updateServerRow } from './queries.ts';
import { runServer } from './run-server.ts';
import { serverFailure } from './server-event.ts';
import { planOf } from './server-plan.ts';
import type { Server } from './server.ts';
import { discardDisk, enqueueSweep } from './discard-disk.ts';
import { lookAgain, noteRunning } from './settle-server.ts';

const atOnce = 3;

/** One server that could not be built ends in error with its reason, and fails the job; those that were built run on. */
export async function runCreateServers(context: Context, anyRun: JobRun): Promise<void> {
  const run = anyRun as JobRun<BuildInput>;
  const { serverIds } = run.job.input;
  const faults = new Map<string, KeptFault | null>();
  await inLanes(atOnce, serverIds, async (serverId) => {
    run.signal.throwIfAborted();
    faults.set(serverId, await buildServer(context, run, serverId));
    await run.progress(faults.size / serverIds.length);
  });
  await endServersJob(context, run, serverIds, faults);
}

/** Those that are still being built when the job is given up end in error. */
export async function undoCreateServers(
  _context: Context,
  tx: Tx,
  job: Job,
  fault: Fault,
): Promise<void> {
  const { serverIds } = job.input as BuildInput;
  for (const server of await lockServers(tx, serverIds, null)) {
    if (server.status === 'building') await giveUp(tx, server, fault);
  }
  await enqueueSweep(tx);
}

/** Resolves to why it could not be built. */
async function buildServer(
  context: Context,
  run: JobRun,
  serverId: string,
): Promise<KeptFault | null> {
  const [server] = await selectServers(context.db, [serverId], null);
  if (server === undefined) return null;
  // An earlier attempt has come to an end with it.
  if (server.status !== 'building') return server.fault;
  try {
    const engine = await availableEngine(context);
    await bringUp(context, engine, server);
    await context.db.transaction().execute(async (tx) => {
      const locked = await lockBuilding(tx, run, serverId);
      for (const disk of await lockDisksOf(tx, locked)) {
        const changes = { status: 'in-use', attached_at: new Date().toISOString() };
        const after = await updateDiskRow(tx, disk.id, changes);
        await recordEvent(tx, null, diskEvent('disk.ready', disk, after));
      }
      await noteRunning(tx, null, locked, 'server.run');
    });
    await lookAgain(context, engine, serverId);
    return null;
  } catch (error) {
    run.signal.throwIfAborted();
    const fault = engineFault(error);
    await context.db.transaction().execute(async (tx) => {
      await giveUp(tx, await lockBuilding(tx, run, serverId), fault);
    });
    return keptFault(fault);
  }
}

async function bringUp(context: Context, engine: Engine, server: Server): Promise<void> {
  const disks = disksOf(server, await selectDisksOfServers(context.db, [server.id]));
  for (const disk of disks) await makeDisk(context, engine, disk);
  await runServer(context, engine, await planOf(context.db, server));
}

async function lockBuilding(tx: Tx, run: JobRun, serverId: string): Promise<Server> {
  const [server] = await lockServers(tx, [serverId], null);
  await run.hold(tx);
  if (server === undefined) throw goneMeanwhile(serverId);
  return server;
}

async function lockDisksOf(tx: Tx, server: Server) {
  const disks = disksOf(server, await selectDisksOfServers(tx, [server.id]));
  return await lockDisks(
    tx,
    disks.map(({ id }) => id),
  );
}

/** Nothing is left of it but its row, which says why. */
async function giveUp(tx: Tx, server: Server, fault: Fault): Promise<void> {
  for (const disk of await lockDisksOf(tx, server)) await discardDisk(tx, disk);
  const kept = keptFault(fault);
  const after = await updateServerRow(tx, server.id, {
    status: 'error',
    fault: JSON.stringify(kept),
    ssh_port: null,
  });
  await recordEvent(tx, null, serverFailure(after, kept));
  await enqueueSweep(tx);
}
