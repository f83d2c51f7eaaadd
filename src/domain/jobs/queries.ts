// All SQL on jobs.
import { sql, type Selectable } from 'kysely';
import type { DbOrTx, Tx } from '../../db/pool.ts';
import type { JobTable } from '../../db/schema.ts';
import type { Actor } from '../actor.ts';
import {
  keptFault,
  type Job,
  type JobEnd,
  type JobStatus,
  type JobType,
  type KeptFault,
} from './job.ts';

const openStatuses: readonly JobStatus[] = ['waiting', 'running'];

function jobOf(row: Selectable<JobTable>): Job {
  return {
    id: row.id,
    type: row.type as JobType,
    status: row.status as JobStatus,
    actor: row.actor as Actor,
    projectId: row.project_id,
    regionId: row.region_id,
    input: row.input,
    result: row.result,
    fault: row.fault as KeptFault | null,
    progress: row.progress,
    attempts: row.attempts,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

export interface JobRow {
  readonly id: string;
  readonly type: JobType;
  readonly projectId: string;
  readonly regionId: string;
  readonly actor: Actor;
  readonly input: object;
}

export async function insertJob(tx: Tx, job: JobRow): Promise<void> {
  await tx
    .insertInto('jobs')
    .values({
      id: job.id,
      type: job.type,
      project_id: job.projectId,
      region_id: job.regionId,
      actor: JSON.stringify(job.actor),
      input: JSON.stringify(job.input),
    })
    .execute();
}

/** A job of that project; null when there is none. */
export async function selectJob(db: DbOrTx, id: string, projectId: string): Promise<Job | null> {
  const row = await db
    .selectFrom('jobs')
    .selectAll()
    .where('id', '=', id)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return row === undefined ? null : jobOf(row);
}

/** The job of that project whose id is from `first` to `last`, of which there is one at most; null when there is none. */
export async function selectJobBetween(
  db: DbOrTx,
  first: string,
  last: string,
  projectId: string,
): Promise<Job | null> {
  const row = await db
    .selectFrom('jobs')
    .selectAll()
    .where('id', '>=', first)
    .where('id', '<=', last)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return row === undefined ? null : jobOf(row);
}

/** Those of the ids that are jobs, by id. */
export async function selectJobs(db: DbOrTx, ids: readonly string[]): Promise<Map<string, Job>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('jobs').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, jobOf(row)]));
}

/** Those who begin something with the token come one after the other, until the transaction ends. */
export async function lockToken(tx: Tx, projectId: string, token: string): Promise<void> {
  const name = `once ${projectId} ${token}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

/** The last job of that type that was begun with the token, if it counts still. */
export async function selectJobByToken(
  db: DbOrTx,
  projectId: string,
  type: JobType,
  { token, hours }: { readonly token: string; readonly hours: number },
): Promise<Job | null> {
  const row = await db
    .selectFrom('jobs')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('type', '=', type)
    .where(sql<string>`input #>> '{once,token}'`, '=', token)
    .where('created_at', '>', sql<string>`now() - ${hours}::integer * interval '1 hour'`)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : jobOf(row);
}

/** Counts one more process that begins it; null when it has ended. */
export async function beginJob(db: DbOrTx, id: string): Promise<Job | null> {
  const row = await db
    .updateTable('jobs')
    .set({
      status: 'running',
      attempts: sql`attempts + 1`,
      started_at: sql`coalesce(started_at, now())`,
    })
    .where('id', '=', id)
    .where('status', 'in', openStatuses)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : jobOf(row);
}

/** One attempt at a job. */
type Attempt = Pick<Job, 'id' | 'attempts'>;

/** Locks a job until the transaction ends; false when it has ended, or another attempt has begun since. */
export async function holdJob(tx: Tx, { id, attempts }: Attempt): Promise<boolean> {
  const row = await tx
    .selectFrom('jobs')
    .select('id')
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('status', '=', 'running')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Nothing happens when it has ended, or another attempt has begun since. */
export async function tellProgress(
  db: DbOrTx,
  { id, attempts }: Attempt,
  progress: number,
): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ progress })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('status', '=', 'running')
    .execute();
}

/** False when it has ended before, or another attempt has begun since. */
export async function endJob(
  db: DbOrTx,
  { id, attempts }: Attempt,
  { result, fault }: JobEnd,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set({
      status: fault === null ? 'succeeded' : 'failed',
      result: result === null ? null : JSON.stringify(result),
      fault: fault === null ? null : JSON.stringify(keptFault(fault)),
      ...(fault === null ? { progress: 1 } : {}),
      ended_at: sql`clock_timestamp()`,
    })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('status', 'in', openStatuses)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Forgets jobs that ended that many hours ago. */
export async function deleteOldJobs(db: DbOrTx, hours: number): Promise<void> {
  await db
    .deleteFrom('jobs')
    .where('ended_at', '<', sql<string>`now() - ${hours}::integer * interval '1 hour'`)
    .execute();
}
