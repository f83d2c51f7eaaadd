import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import type { Job } from './job.ts';
import { authorizeJob } from './policy.ts';
import { selectJob } from './queries.ts';

/** A job of the actor's project. Faults: forbidden, notFound (unknown, another project's, or forgotten). */
export async function showJob(context: Context, actor: Actor, jobId: string): Promise<Job> {
  const { id: projectId } = authorizeJob(actor, 'job.show');
  const job = await selectJob(context.db, jobId, projectId);
  if (job === null) {
    throw new Fault('notFound', 'job.not-found', `There is no job ${jobId}.`, {
      detail: { jobId },
    });
  }
  return job;
}
