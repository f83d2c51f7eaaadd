// Some clients look at each thing that a job is about by an id of its own. Such an id is written nowhere: it is made of the job's and says which part is meant.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import type { Job } from './job.ts';
import { authorizeJob } from './policy.ts';
import { selectJobBetween } from './queries.ts';
import { showJob } from './show-job.ts';

/** Hex digits at the end of a job's id that a part's id has otherwise. Ids are random, so no two jobs share what is before. */
const digits = 3;
const most = 16 ** digits;

/** The id of the part of a job that is `index`th from 0: 32 hex digits, another one than the job's. Parts beyond 4094 have none. */
export function partIdOf(jobId: string, index: number): string {
  if (index >= most - 1) throw new RangeError(`a job has no part ${index}`);
  const last = (Number.parseInt(jobId.slice(-digits), 16) + index + 1) % most;
  return `${jobId.slice(0, -digits)}${last.toString(16).padStart(digits, '0')}`;
}

/** The job of that id, or the one that it is a part of, with the part's number. Whether there is such a part is for the caller to say. Faults: as showJob. */
export async function showJobOrPart(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ readonly job: Job; readonly part: number | null }> {
  if (!/^[0-9a-f]{32}$/.test(id)) return { job: await showJob(context, actor, id), part: null };
  const { id: projectId } = authorizeJob(actor, 'job.show');
  const start = id.slice(0, -digits);
  const [first, last] = [`${start}${'0'.repeat(digits)}`, `${start}${'f'.repeat(digits)}`];
  const job = await selectJobBetween(context.db, first, last, projectId);
  if (job === null) {
    throw new Fault('notFound', 'job.not-found', `There is no job ${id}.`, {
      detail: { jobId: id },
    });
  }
  if (job.id === id) return { job, part: null };
  const [own, asked] = [job.id, id].map((each) => Number.parseInt(each.slice(-digits), 16));
  return { job, part: ((asked ?? 0) - (own ?? 0) - 1 + most) % most };
}
