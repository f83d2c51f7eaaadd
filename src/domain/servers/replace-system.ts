// The work of changing a server's system. The old disk stays until the new system runs and that is committed; until then every failure leads back to it.
import type { Tx } from '../../db/pool.ts';
import type { Engine } from '../../drivers/engine/engine.ts';
import type { Context } from '../context.ts';
import { diskEvent } from '../disks/disk-event.ts';
import { makeDisk } from '../disks/make-disk.ts';
import { lockDisks, selectDisks, selectDisksOfServers, updateDiskRow } from '../disks/queries.ts';
import { availableEngine, engineFault } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import type { Job } from '../jobs/job.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { endAct, onEngine, serverOfJob, undoAct } from './begin-act.ts';
import { loginColumns } from './begin-servers.ts';
import { systemDiskOf } from './built.ts';
import type { OsChangeInput } from './begin-system.ts';
import { discardDisk } from './discard-disk.ts';
import { lockServers, updateServerRow } from './queries.ts';
import { runServer } from './run-server.ts';
import { serverEvent } from './server-event.ts';
import { planOf } from './server-plan.ts';
import type { Server, ServerStatus } from './server.ts';
import { lookAgain, noteRunning } from './settle-server.ts';

/** Makes the new disk, stops the server, starts it from the new disk, and only then lets go of the old one. */
export async function runChangeOs(context: Context, anyRun: JobRun): Promise<void> {
  const run = anyRun as JobRun<OsChangeInput>;
  const { input } = run.job;
  const engine = await availableEngine(context);
  const server = await serverOfJob(context, run);
  const [disk] = await selectDisks(context.db, [input.diskId]);
  if (disk === undefined) throw new Error(`disk ${input.diskId} has no row`);
  await makeDisk(context, engine, disk);
  await run.progress(0.3);
  await stop(context, engine, run, server);
  await run.progress(0.6);
  await startNew(context, engine, run, server);
  await endAct(context, run, async (tx, locked) => await takeNew(tx, locked, input));
  await lookAgain(context, engine, server.id);
}

/** The old system is the server's again; the new disk goes, and so does a run that began with it. */
export const undoChangeOs = undoAct(null, async (tx: Tx, _server: Server, job: Job) => {
  const { diskId } = job.input as OsChangeInput;
  const [disk] = await lockDisks(tx, [diskId]);
  if (disk !== undefined && disk.slot === null && disk.status === 'creating') {
    await discardDisk(tx, disk);
  }
});

/** Also what an earlier attempt has started: nobody can tell which system that is. */
async function stop(
  context: Context,
  engine: Engine,
  run: JobRun<OsChangeInput>,
  server: Server,
): Promise<void> {
  const { stopSeconds } = context.settings;
  await onEngine(context, async () => await engine.stopServer(server.id, stopSeconds));
  // From here on a job that is given up leaves a server that is stopped.
  if (server.status !== 'stopped') await noteStatus(context, run, 'stopped', 'server.stopped');
}

async function startNew(
  context: Context,
  engine: Engine,
  run: JobRun<OsChangeInput>,
  server: Server,
): Promise<void> {
  const { diskId, login, userData, instanceId } = run.job.input;
  const changed: Server = { ...server, ...login, userData, instanceId };
  try {
    await runServer(context, engine, await planOf(context.db, changed, diskId));
  } catch (error) {
    const fault = engineFault(error);
    await goBack(context, engine, run, server);
    throw fault;
  }
}

/** The old system runs again if it did. What hinders that is told by the server's next start. */
async function goBack(
  context: Context,
  engine: Engine,
  run: JobRun<OsChangeInput>,
  server: Server,
): Promise<void> {
  await onEngine(context, async () => await engine.stopServer(server.id, 0));
  if (server.status !== 'running') return;
  await runServer(context, engine, await planOf(context.db, server));
  await noteStatus(context, run, 'running', 'server.run');
}

async function noteStatus(
  { db }: Pick<Context, 'db'>,
  run: JobRun,
  status: ServerStatus,
  action: string,
): Promise<void> {
  const { serverId } = run.job.input as OsChangeInput;
  await db.transaction().execute(async (tx) => {
    const [server] = await lockServers(tx, [serverId], null);
    await run.hold(tx);
    if (server === undefined) return;
    const after = await updateServerRow(tx, serverId, { status });
    await recordEvent(tx, null, serverEvent(action, server, after));
  });
}

async function takeNew(tx: Tx, server: Server, input: OsChangeInput): Promise<void> {
  const old = systemDiskOf(server, await selectDisksOfServers(tx, [server.id]));
  const [lockedOld, lockedNew] = await lockDisks(tx, [old?.id ?? '', input.diskId]);
  if (lockedOld === undefined || lockedNew === undefined) {
    throw new Error(`a system disk of server ${server.id} is gone`);
  }
  await discardDisk(tx, lockedOld);
  const placed = await updateDiskRow(tx, lockedNew.id, {
    status: 'in-use',
    slot: 0,
    attached_at: new Date().toISOString(),
  });
  await recordEvent(tx, null, diskEvent('disk.ready', lockedNew, placed));
  const changed = await updateServerRow(tx, server.id, {
    image_id: input.image.id,
    image_name: input.image.name,
    image_project_id: input.image.owner,
    ...loginColumns(input.login),
    user_data: input.userData,
    instance_id: input.instanceId,
  });
  await noteRunning(tx, null, changed, 'server.run');
}
