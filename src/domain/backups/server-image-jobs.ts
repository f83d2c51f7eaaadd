// Full-server images of backups as jobs, for clients that look at them: made and ended in one transaction, so a job that is begun again finds all of it or nothing.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { startJob } from '../jobs/start-job.ts';
import { refusalToBackup } from './backup.ts';
import { findBackup } from './find-backup.ts';
import { makeServerImage } from './make-server-image.ts';
import { refusalOfBackup } from './policy.ts';
import { draftServerImage, type ServerImageOrder } from './server-image.ts';

/** Of `make-server-image`. */
export interface ServerImageInput extends ServerImageOrder {
  readonly backupId: string;
}

export interface ServerImageResult {
  readonly imageId: string;
  readonly imageName: string;
}

/** Starts a job that makes a full-server image of a backup; resolves to its id. Faults: those of makeServerImage that can be told already, and of startJob. */
export async function startServerImage(
  context: Context,
  actor: Actor,
  backupId: string,
  order: ServerImageOrder,
): Promise<string> {
  const { backup, standing } = await findBackup(context.db, actor, backupId);
  const refusal =
    refusalOfBackup(actor, backup, standing.relation, 'backup.make-image') ??
    refusalToBackup(backup, 'make-image');
  if (refusal !== null) throw refusal;
  await draftServerImage(context, actor, backup, order);
  const input: ServerImageInput = { ...order, backupId: backup.id };
  return await startJob(context, actor, 'make-server-image', input);
}

export async function runServerImage(context: Context, run: JobRun): Promise<void> {
  const { actor, input } = (run as JobRun<ServerImageInput>).job;
  const { backupId, ...order } = input;
  await makeServerImage(context, actor, backupId, order, async (tx, { imageId }) => {
    const result: ServerImageResult = { imageId, imageName: order.name };
    await run.end(tx, { result, fault: null });
  });
}
