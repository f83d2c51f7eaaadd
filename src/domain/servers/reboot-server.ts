import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { availableEngine } from '../engine-fault.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { beginAct, endAct, onEngine, serverOfJob, undoAct, type ActBegun } from './begin-act.ts';
import { runServer } from './run-server.ts';
import { planOf } from './server-plan.ts';
import { lookAgain, noteRunning } from './settle-server.ts';
import type { PowerAct, PowerInput } from './stop-server.ts';

/**
 * Begins to start a server anew that runs: the guest is asked to switch off first, unless it is to be `hard`, as by a reset button. Faults: forbidden,
 * notFound, conflict, unavailable.
 */
export async function rebootServer(
  context: Context,
  actor: Actor,
  serverId: string,
  { hard }: PowerAct,
): Promise<ActBegun> {
  const job = { type: 'reboot-server', input: { hard }, more: { hard } } as const;
  return await beginAct(context, actor, serverId, 'reboot', job);
}

/** The work of its job. */
export async function runRebootServer(context: Context, run: JobRun): Promise<void> {
  const { hard } = run.job.input as PowerInput;
  const engine = await availableEngine(context);
  const server = await serverOfJob(context, run);
  await onEngine(context, async () => {
    if (hard && (await engine.stateOf(server.id)) === 'running')
      await engine.resetServer(server.id);
    else if (!hard) await engine.stopServer(server.id, context.settings.stopSeconds);
  });
  // One that runs already goes on.
  await runServer(context, engine, await planOf(context.db, server));
  await endAct(context, run, async (tx, locked) => {
    await noteRunning(tx, null, locked, 'server.run');
  });
  await lookAgain(context, engine, server.id);
}

export const undoRebootServer = undoAct('error');
