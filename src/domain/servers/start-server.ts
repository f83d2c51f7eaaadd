import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { availableEngine } from '../engine-fault.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { beginAct, endAct, serverOfJob, undoAct, type ActBegun } from './begin-act.ts';
import { runServer } from './run-server.ts';
import { planOf } from './server-plan.ts';
import { lookAgain, noteRunning } from './settle-server.ts';

/** Begins to start a server that is stopped, or in error. Faults: forbidden, notFound, conflict, unavailable. */
export async function startServer(
  context: Context,
  actor: Actor,
  serverId: string,
): Promise<ActBegun> {
  return await beginAct(context, actor, serverId, 'start', { type: 'start-server' });
}

/** The work of its job. */
export async function runStartServer(context: Context, run: JobRun): Promise<void> {
  const engine = await availableEngine(context);
  const server = await serverOfJob(context, run);
  await runServer(context, engine, await planOf(context.db, server));
  await endAct(context, run, async (tx, locked) => {
    await noteRunning(tx, null, locked, 'server.run');
  });
  await lookAgain(context, engine, server.id);
}

export const undoStartServer = undoAct('error');
