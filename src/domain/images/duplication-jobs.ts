// Copies of images as jobs, for clients that look at them: made and ended in one transaction, so a job that is begun again finds all of it or nothing.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import type { Job } from '../jobs/job.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { startJob } from '../jobs/start-job.ts';
import { checkDuplication, duplicateImage, type Duplication } from './duplicate-image.ts';

/** What such a job comes to: the new image. */
export interface DuplicationResult {
  readonly imageId: string;
  readonly imageName: string | null;
}

export type DuplicationJob = Job<Duplication, DuplicationResult>;

/** Starts a job that duplicates an image; resolves to its id. Faults: those of duplicateImage that can be told already, and of startJob. */
export async function startDuplication(
  context: Context,
  actor: Actor,
  order: Duplication,
): Promise<string> {
  const target = await checkDuplication(context, actor, order);
  return order.to === null
    ? await startJob(context, actor, 'copy-image', order)
    : await startJob(context, actor, 'copy-image-to-region', {
        ...order,
        to: { projectId: target.id },
      });
}

export async function runDuplication(context: Context, run: JobRun): Promise<void> {
  const { actor, input } = (run as JobRun<Duplication>).job;
  await duplicateImage(context, actor, input, async (tx, { id, name }) => {
    const result: DuplicationResult = { imageId: id, imageName: name };
    await run.end(tx, { result, fault: null });
  });
}
