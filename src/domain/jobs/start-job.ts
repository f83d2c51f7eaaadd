import type { Tx } from '../../db/pool.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { newHexId } from '../../lib/ids.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { jobsOfTheEngine, jobsThatMoveBytes, type JobType } from './job.ts';
import { authorizeJob } from './policy.ts';
import { insertJob } from './queries.ts';

/** Writes a job down and queues it; resolves to its id once that is committed. Faults: forbidden (role, scope). */
export async function startJob(
  context: Context,
  actor: Actor,
  type: JobType,
  input: object,
): Promise<string> {
  return await context.db
    .transaction()
    .execute(async (tx) => await startJobIn(tx, actor, type, input));
}

/** As startJob, in a transaction that also prepares what the job is about. */
export async function startJobIn(
  tx: Tx,
  actor: Actor,
  type: JobType,
  input: object,
): Promise<string> {
  const { id: projectId, regionId } = authorizeJob(actor, 'job.start');
  const id = newHexId();
  await insertJob(tx, { id, type, projectId, regionId, actor, input });
  await enqueue(tx, taskFor(type), { jobId: id }, id);
  return id;
}

function taskFor(type: JobType): 'run-byte-job' | 'run-engine-job' | 'run-job' {
  if (jobsOfTheEngine.has(type)) return 'run-engine-job';
  return jobsThatMoveBytes.has(type) ? 'run-byte-job' : 'run-job';
}
