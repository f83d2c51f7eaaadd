// What all acts on one server have in common: how they begin, how their jobs end, and what becomes of the server when they fail.
import type { Tx } from '../../db/pool.ts';
import type { Engine } from '../../drivers/engine/engine.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import type { Disk } from '../disks/disk.ts';
import { selectDisksOfServers } from '../disks/queries.ts';
import { availableEngine, engineFault } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { keptFault, type Job, type JobType } from '../jobs/job.ts';
import type { JobRun, JobUndo } from '../jobs/run-job.ts';
import { startJobIn } from '../jobs/start-job.ts';
import { refusalToAct } from './built.ts';
import { enqueueSweep } from './discard-disk.ts';
import { lockServer } from './find-server.ts';
import { lockServers, selectServers, updateServerRow } from './queries.ts';
import { serverEvent, serverFailure } from './server-event.ts';
import { lifeCycle, type Server, type ServerAct, type ServerStatus } from './server.ts';

export interface ActBegun {
  readonly jobId: string;
}

/** What every job about one server is asked for, among other things. */
export interface ActInput {
  readonly serverId: string;
}

type Tasked = Exclude<ServerAct, 'update' | 'console'>;

/** The server and its disks, locked, when the act can begin. Faults: forbidden, notFound, conflict. */
export async function lockForAct(
  tx: Tx,
  actor: Actor,
  serverId: string,
  act: Tasked,
): Promise<{ server: Server; disks: readonly Disk[] }> {
  const server = await lockServer(tx, actor, serverId, `server.${act}`);
  const disks = await selectDisksOfServers(tx, [server.id]);
  const refusal = refusalToAct(server, disks, act);
  if (refusal !== null) throw refusal;
  return { server, disks };
}

/** Takes a locked server for an act until its job ends. `more`: what the event tells besides. */
export async function takeForAct(
  tx: Tx,
  actor: Actor,
  server: Server,
  act: Tasked,
  { type, input = {}, more = {} }: { type: JobType; input?: object; more?: object },
): Promise<ActBegun> {
  const jobId = await startJobIn(tx, actor, type, { ...input, serverId: server.id });
  const after = await updateServerRow(tx, server.id, { task: lifeCycle[act].task, job_id: jobId });
  await recordEvent(tx, actor, serverEvent(`server.${act}`, server, after, more));
  return { jobId };
}

/** An act of one server that needs no more than the server. Faults: forbidden, notFound, conflict, unavailable. */
export async function beginAct(
  context: Context,
  actor: Actor,
  serverId: string,
  act: Tasked,
  job: { type: JobType; input?: object; more?: object },
): Promise<ActBegun> {
  await availableEngine(context);
  return await context.db.transaction().execute(async (tx) => {
    const { server } = await lockForAct(tx, actor, serverId, act);
    return await takeForAct(tx, actor, server, act, job);
  });
}

/** The server that a job is about. Faults: gone (its project was deleted under it). */
export async function serverOfJob({ db }: Pick<Context, 'db'>, { job }: JobRun): Promise<Server> {
  const { serverId } = job.input as ActInput;
  const [server] = await selectServers(db, [serverId], null);
  if (server === undefined) throw goneMeanwhile(serverId);
  return server;
}

/** Ends a job about one server in the transaction that notes what has become of it. */
export async function endAct(
  { db }: Pick<Context, 'db'>,
  run: JobRun,
  note: (tx: Tx, server: Server) => Promise<unknown>,
): Promise<void> {
  const { serverId } = run.job.input as ActInput;
  await db.transaction().execute(async (tx) => {
    const [server] = await lockServers(tx, [serverId], null);
    await run.hold(tx);
    if (server === undefined) throw goneMeanwhile(serverId);
    await note(tx, server);
    await run.end(tx, { result: { serverId }, fault: null });
  });
}

/** Asks the engine for something. Faults: as engineFault says. */
export async function onEngine<T>(
  context: Pick<Context, 'engine'>,
  ask: (engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await availableEngine(context);
  try {
    return await ask(engine);
  } catch (error) {
    throw engineFault(error);
  }
}

/** For an act that failed: the server is free again, in `status` if one is given, and says why. */
export function undoAct(
  status: ServerStatus | null,
  more: (tx: Tx, server: Server, job: Job) => Promise<void> = async () => {},
): JobUndo {
  return async (_context, tx, job, fault) => {
    const { serverId } = job.input as ActInput;
    const [server] = await lockServers(tx, [serverId], null);
    // The engine may have done a part of it.
    await enqueueSweep(tx);
    if (server?.jobId !== job.id || server.task === null) return;
    await more(tx, server, job);
    const kept = keptFault(fault);
    const after = await updateServerRow(tx, server.id, {
      task: null,
      fault: JSON.stringify(kept),
      ...(status === null ? {} : { status }),
    });
    await recordEvent(tx, null, serverFailure(after, kept));
  };
}

/** The fault for a server whose project was deleted under a job. */
export function goneMeanwhile(serverId: string): Fault {
  return new Fault(
    'gone',
    'server.deleted-meanwhile',
    `Server ${serverId} was deleted while something was done to it.`,
    { detail: { serverId } },
  );
}
