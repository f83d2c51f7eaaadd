import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { beginAct, endAct, onEngine, undoAct, type ActBegun, type ActInput } from './begin-act.ts';
import { noteStopped } from './settle-server.ts';

export interface PowerAct {
  /** As if the plug were pulled; else the guest is asked first. */
  readonly hard: boolean;
}

export type PowerInput = ActInput & PowerAct;

/** Begins to stop a server that runs, or is in error. Faults: forbidden, notFound, conflict, unavailable. */
export async function stopServer(
  context: Context,
  actor: Actor,
  serverId: string,
  { hard }: PowerAct,
): Promise<ActBegun> {
  const job = { type: 'stop-server', input: { hard }, more: { hard } } as const;
  return await beginAct(context, actor, serverId, 'stop', job);
}

/** The work of its job. */
export async function runStopServer(context: Context, run: JobRun): Promise<void> {
  const { serverId, hard } = run.job.input as PowerInput;
  const seconds = hard ? 0 : context.settings.stopSeconds;
  await onEngine(context, async (engine) => await engine.stopServer(serverId, seconds));
  await endAct(context, run, async (tx, server) => {
    await noteStopped(tx, null, server, 'server.stopped');
  });
}

export const undoStopServer = undoAct(null);
