// The end of every job is written by its work, in the transaction that does it; what goes wrong before is written here. A job whose process died is begun
// again by the next, so work must find what an earlier attempt has left.
import type { Tx } from '../../db/pool.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { attemptsAtMost, type Job, type JobEnd, type JobType } from './job.ts';
import { beginJob, endJob, tellProgress } from './queries.ts';

/** One attempt at a job. */
export interface JobRun<Input extends object = object> {
  readonly job: Job<Input>;
  /** Aborts when the process is about to stop: the work should throw, and is begun again. */
  readonly signal: AbortSignal;
  /** From 0 to 1, for those who look. */
  progress(done: number): Promise<void>;
  /** Ends the job in the transaction that has done its work. */
  end(tx: Tx, end: JobEnd): Promise<void>;
}

/** Does the work and ends the job, or throws. */
export type JobWork = (context: Context, run: JobRun) => Promise<void>;

export type JobWorks = Readonly<Record<JobType, JobWork>>;

/** Carries out a job that has not ended. A fault ends it; other errors do so too, and are thrown to be logged. */
export async function runJob(
  context: Context,
  works: JobWorks,
  jobId: string,
  signal: AbortSignal,
): Promise<void> {
  const job = await beginJob(context.db, jobId);
  if (job === null) return;
  try {
    if (job.attempts > attemptsAtMost) throw givenUp();
    await works[job.type](context, {
      job,
      signal,
      progress: async (done) => await tellProgress(context.db, job.id, done),
      end: async (tx, end) => {
        if (!(await endJob(tx, job.id, end))) throw new Error(`job ${job.id} has ended before`);
      },
    });
  } catch (error) {
    if (signal.aborted) throw error;
    const fault = error instanceof Fault ? error : failed(error);
    await endJob(context.db, job.id, { result: null, fault });
    if (!(error instanceof Fault)) throw error;
  }
}

function givenUp(): Fault {
  return new Fault(
    'unavailable',
    'job.given-up',
    `The job was cut off ${attemptsAtMost} times and is given up.`,
  );
}

function failed(cause: unknown): Fault {
  return new Fault('internal', 'job.failed', 'The job failed for an internal reason.', { cause });
}
