import { isUuid } from '../../lib/ids.ts';
import { inLanes } from '../../lib/in-lanes.ts';
import type { Tx } from '../../db/pool.ts';
import type { Engine } from '../../drivers/engine/engine.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { diskEvent } from '../disks/disk-event.ts';
import type { Disk } from '../disks/disk.ts';
import { lockDisks, selectDisksOfServers, updateDiskRow } from '../disks/queries.ts';
import { retireDisk } from '../disks/retire-disk.ts';
import { availableEngine, engineFault } from '../engine-fault.ts';
import { recordEvent, recordEvents } from '../events/record-event.ts';
import type { Fault } from '../fault.ts';
import { keptFault, type Job, type KeptFault } from '../jobs/job.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { startJobIn } from '../jobs/start-job.ts';
import type { ActBegun } from './begin-act.ts';
import { refusalToAct } from './built.ts';
import { endServersJob } from './end-servers-job.ts';
import { serverNotFound } from './find-server.ts';
import { authorizeServers } from './policy.ts';
import { lockServers, selectServers, updateServerRow } from './queries.ts';
import { serverEvent, serverFailure } from './server-event.ts';
import { lifeCycle, type Server } from './server.ts';

export interface ServerDeletions {
  /** True: data disks too; else those that are marked so, and the others stay. */
  readonly deleteDisks: boolean;
}

interface DeleteInput extends ServerDeletions {
  readonly serverIds: readonly string[];
}

/**
 * Begins to delete servers with their system disks: all of them, or none when one cannot be deleted now. Faults: forbidden, notFound, conflict,
 * unavailable.
 */
export async function deleteServers(
  context: Context,
  actor: Actor,
  ids: readonly string[],
  { deleteDisks }: ServerDeletions,
): Promise<ActBegun> {
  const { id: projectId } = authorizeServers(actor, 'server.delete');
  await availableEngine(context);
  const serverIds = [...new Set(ids.map((id) => id.toLowerCase()))];
  const strange = serverIds.find((id) => !isUuid(id));
  if (strange !== undefined) throw serverNotFound(strange);
  return await context.db.transaction().execute(async (tx) => {
    const servers = await lockServers(tx, serverIds, projectId);
    const known = new Set(servers.map(({ id }) => id));
    const missing = serverIds.find((id) => !known.has(id));
    if (missing !== undefined) throw serverNotFound(missing);
    const disks = await selectDisksOfServers(tx, serverIds);
    for (const server of servers) {
      const refusal = refusalToAct(server, disks, 'delete');
      if (refusal !== null) throw refusal;
    }
    const input: DeleteInput = { serverIds, deleteDisks };
    const jobId = await startJobIn(tx, actor, 'delete-servers', input);
    for (const server of servers) {
      const { task } = lifeCycle.delete;
      const after = await updateServerRow(tx, server.id, { task, job_id: jobId });
      await recordEvent(tx, actor, serverEvent('server.delete', server, after, { deleteDisks }));
    }
    return { jobId };
  });
}

const atOnce = 3;

/** The work of its job. One that could not be deleted is in error with its reason, and fails the job. */
export async function runDeleteServers(context: Context, anyRun: JobRun): Promise<void> {
  const run = anyRun as JobRun<DeleteInput>;
  const { serverIds } = run.job.input;
  const engine = await availableEngine(context);
  const faults = new Map<string, KeptFault | null>();
  await inLanes(atOnce, serverIds, async (serverId) => {
    run.signal.throwIfAborted();
    faults.set(serverId, await deleteServer(context, engine, run, serverId));
    await run.progress(faults.size / serverIds.length);
  });
  await endServersJob(context, run, serverIds, faults);
}

/** Those that are still there can be deleted again. */
export async function undoDeleteServers(
  _context: Context,
  tx: Tx,
  job: Job,
  fault: Fault,
): Promise<void> {
  const { serverIds } = job.input as DeleteInput;
  for (const server of await lockServers(tx, serverIds, null)) {
    if (server.jobId === job.id && server.task !== null) await noteFailure(tx, server, fault);
  }
}

/** Resolves to why it could not be deleted. */
async function deleteServer(
  context: Context,
  engine: Engine,
  run: JobRun<DeleteInput>,
  serverId: string,
): Promise<KeptFault | null> {
  // An earlier attempt has deleted it, or has failed to.
  const [server] = await selectServers(context.db, [serverId], null);
  if (server === undefined || server.jobId !== run.job.id || server.task === null) return null;
  const disks = await selectDisksOfServers(context.db, [serverId]);
  const { deleteDisks } = run.job.input;
  const goes = (disk: Disk): boolean =>
    disk.kind === 'system' || disk.deleteWithServer || deleteDisks;
  try {
    await engine.dropServer(serverId);
    for (const disk of disks.filter(goes)) await engine.dropDisk(disk.id);
    await context.db.transaction().execute(async (tx) => {
      const [locked] = await lockServers(tx, [serverId], null);
      await run.hold(tx);
      if (locked !== undefined) await retireServer(tx, locked, goes);
    });
    return null;
  } catch (error) {
    run.signal.throwIfAborted();
    const fault = engineFault(error);
    await context.db.transaction().execute(async (tx) => {
      const [locked] = await lockServers(tx, [serverId], null);
      await run.hold(tx);
      if (locked !== undefined) await noteFailure(tx, locked, fault);
    });
    return keptFault(fault);
  }
}

/** Notes that a locked server is no more, once the engine has dropped it and the disks that go. */
async function retireServer(tx: Tx, server: Server, goes: (disk: Disk) => boolean): Promise<void> {
  const disks = await selectDisksOfServers(tx, [server.id]);
  for (const disk of await lockDisks(
    tx,
    disks.map(({ id }) => id),
  )) {
    if (goes(disk)) await retireDisk(tx, null, disk);
    else await release(tx, disk);
  }
  await updateServerRow(tx, server.id, {
    status: 'deleted',
    task: null,
    ssh_port: null,
    deleted_at: new Date().toISOString(),
  });
  await recordEvents(tx, null, [serverEvent('server.deleted', server, null)]);
}

async function release(tx: Tx, disk: Disk): Promise<void> {
  const after = await updateDiskRow(tx, disk.id, {
    status: 'available',
    server_id: null,
    slot: null,
    attached_at: null,
  });
  await recordEvent(tx, null, diskEvent('disk.detached', disk, after));
}

async function noteFailure(tx: Tx, server: Server, fault: Fault): Promise<void> {
  const kept = keptFault(fault);
  const changes = { status: 'error', task: null, fault: JSON.stringify(kept) };
  const after = await updateServerRow(tx, server.id, changes);
  await recordEvent(tx, null, serverFailure(after, kept));
}
