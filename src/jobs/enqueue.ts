// Work that follows a change. A task is put into the queue by the transaction that makes it necessary, so neither exists without the other.
import { sql } from 'kysely';
import type { Tx } from '../db/pool.ts';

/** Every task and its payload. service.ts says who does it. */
export interface Tasks {
  /** Removes a blob if no image refers to it any more. */
  'reclaim-blob': { digest: string };
  /** Ends what a deleted project leaves behind: its images and its memberships. */
  'forget-project': { projectId: string };
  /** Carries out an import. */
  'import-image': { taskId: string };
  /** Carries out a job that a client looks at. */
  'run-job': { jobId: string };
  /** The same for one that moves bytes. */
  'run-byte-job': { jobId: string };
  /** The same for one that needs the engine. */
  'run-engine-job': { jobId: string };
  /** Removes what the engine has and no row knows of. */
  'sweep-engine': object;
  /** Forgets imports and jobs that ended long ago. Runs every hour. */
  'expire-tasks': object;
  /** Undoes uploads of processes that died. Runs every minute (see worker.ts). */
  'recover-uploads': object;
}

/**
 * Queues a task; it runs after the transaction commits, and again after failures, with growing pauses. Of tasks with the same `key` only one
 * waits.
 */
export async function enqueue<K extends keyof Tasks>(
  tx: Tx,
  task: K,
  payload: Tasks[K],
  key: string | null = null,
): Promise<void> {
  await sql`
    select graphile_worker.add_job(${task}, ${JSON.stringify(payload)}::json, job_key := ${key})`.execute(
    tx,
  );
}
