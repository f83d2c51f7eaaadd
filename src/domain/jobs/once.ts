// A request that is sent again, because its client does not know whether it was received, begins nothing a second time. The client says by a token of its own
// which requests are one.
import type { Tx } from '../../db/pool.ts';
import { Fault } from '../fault.ts';
import type { Job, JobType } from './job.ts';
import { lockToken, selectJobByToken } from './queries.ts';

export interface Once {
  readonly token: string;
  /** Of what is asked for: the token is for this alone. */
  readonly digest: string;
  /** How long the token counts. */
  readonly hours: number;
}

/** What a job that is begun only once has in its input. */
export interface OnceInput {
  readonly once?: Once | undefined;
}

/**
 * The job of that type that the same request has begun before; null: none has, and until the transaction ends none will. A job that is forgotten does not count.
 * Faults: conflict (the token was sent with something else).
 */
export async function findBegun(
  tx: Tx,
  projectId: string,
  type: JobType,
  once: Once,
): Promise<Job<OnceInput> | null> {
  await lockToken(tx, projectId, once.token);
  const job: Job<OnceInput> | null = await selectJobByToken(tx, projectId, type, once);
  if (job === null || job.input.once?.digest === once.digest) return job;
  throw new Fault(
    'conflict',
    'job.token-reused',
    'The token was sent before with another request: each request needs one of its own.',
    { detail: { jobId: job.id } },
  );
}
