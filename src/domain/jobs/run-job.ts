// The end of every job is written by its work, in the transaction that does it; what goes wrong before is written here. A job whose process died is begun
// again by the next, so work must find what an earlier attempt has left. A process that is taken for dead and is not can then neither end the job nor undo it.
import type { Tx } from '../../db/pool.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { attemptsAtMost, type Job, type JobEnd, type JobType } from './job.ts';
import { beginJob, endJob, holdJob, tellProgress } from './queries.ts';

/** One attempt at a job. */
export interface JobRun<Input extends object = object> {
  readonly job: Job<Input>;
  /** Aborts when the process is about to stop: the work should throw, and is begun again. */
  readonly signal: AbortSignal;
  /** From 0 to 1, for those who look. */
  progress(done: number): Promise<void>;
  /** Locks the job until the transaction ends; throws when the job is not this attempt's any more. Locks on images come before. */
  hold(tx: Tx): Promise<void>;
  /** Ends the job in the transaction that has done its work. */
  end(tx: Tx, end: JobEnd): Promise<void>;
}

/** Does the work and ends the job, or throws. */
export type JobWork = (context: Context, run: JobRun) => Promise<void>;

/** Takes back, in the transaction that ends the job as failed, what is of no use without its success. The fault is what it ends with. */
export type JobUndo = (context: Context, tx: Tx, job: Job, fault: Fault) => Promise<void>;

export type JobWorks = Readonly<
  Record<JobType, JobWork | { readonly work: JobWork; readonly undo: JobUndo }>
>;

/** Carries out a job that has not ended. A fault ends it; other errors do so too, and are thrown to be logged. */
export async function runJob(
  context: Context,
  works: JobWorks,
  jobId: string,
  signal: AbortSignal,
): Promise<void> {
  const job = await beginJob(context.db, jobId);
  if (job === null) return;
  const entry = works[job.type];
  const { work, undo } = typeof entry === 'function' ? { work: entry, undo: null } : entry;
  try {
    if (job.attempts > attemptsAtMost) throw givenUp();
    await work(context, {
      job,
      signal,
      progress: async (done) => await tellProgress(context.db, job, done),
      hold: async (tx) => {
        if (!(await holdJob(tx, job))) throw lost(job);
      },
      end: async (tx, end) => {
        if (!(await endJob(tx, job, end))) throw lost(job);
      },
    });
  } catch (error) {
    if (signal.aborted) throw error;
    const fault = error instanceof Fault ? error : failed(error);
    await context.db.transaction().execute(async (tx) => {
      await undo?.(context, tx, job, fault);
      if (!(await endJob(tx, job, { result: null, fault }))) throw lost(job, error);
    });
    if (!(error instanceof Fault)) throw error;
  }
}

function lost({ id }: Job, cause?: unknown): Error {
  return new Error(`job ${id} has ended before, or was begun by another process`, { cause });
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
