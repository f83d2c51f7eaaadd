// All SQL on imports and on bytes that wait for one in the staging area.
import { sql, type Insertable, type Selectable, type SqlBool } from 'kysely';
import type { Db, DbOrTx, Tx } from '../../../db/pool.ts';
import { processIsDead } from '../../../db/process-lock.ts';
import type { StagedBytesTable, TaskTable } from '../../../db/schema.ts';
import {
  hoursKept,
  type ImportMethod,
  type ImportTask,
  type TaskStatus,
  type TaskType,
} from './import-task.ts';

const openStatuses: readonly TaskStatus[] = ['pending', 'processing'];

function taskOf(row: Selectable<TaskTable>): ImportTask {
  return {
    id: row.id,
    type: row.type as TaskType,
    status: row.status as TaskStatus,
    imageId: row.image_id,
    regionId: row.region_id,
    owner: row.owner,
    userId: row.user_id,
    requestId: row.request_id,
    method: row.method as ImportMethod,
    source: row.source,
    stores: row.stores,
    allMustSucceed: row.all_must_succeed,
    input: row.input,
    message: row.message,
    attempts: row.attempts,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    expiresAt: row.expires_at,
  };
}

export async function insertTask(tx: Tx, row: Insertable<TaskTable>): Promise<ImportTask> {
  return taskOf(await tx.insertInto('tasks').values(row).returningAll().executeTakeFirstOrThrow());
}

export async function selectTask(db: DbOrTx, id: string): Promise<ImportTask | null> {
  const row = await db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : taskOf(row);
}

/** The task that an image is under, if it is. */
export async function selectOpenTask(db: DbOrTx, imageId: string): Promise<ImportTask | null> {
  const row = await db
    .selectFrom('tasks')
    .selectAll()
    .where('image_id', '=', imageId)
    .where('status', 'in', openStatuses)
    .executeTakeFirst();
  return row === undefined ? null : taskOf(row);
}

/** An image's tasks, newest first. */
export async function selectTasksOfImage(db: DbOrTx, imageId: string): Promise<ImportTask[]> {
  const rows = await db
    .selectFrom('tasks')
    .selectAll()
    .where('image_id', '=', imageId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(taskOf);
}

export interface TaskPageQuery {
  readonly regionId: string;
  readonly status: TaskStatus | null;
  readonly type: TaskType | null;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
  /** The task that the page comes after; null: the first page. */
  readonly marker: string | null;
}

/** One page of tasks, by the time they were begun. */
export async function selectTaskPage(db: Db, query: TaskPageQuery): Promise<ImportTask[]> {
  const { regionId, status, type, direction, marker } = query;
  let rows = db.selectFrom('tasks').selectAll().where('region_id', '=', regionId);
  if (status !== null) rows = rows.where('status', '=', status);
  if (type !== null) rows = rows.where('type', '=', type);
  if (marker !== null) {
    const beyond = sql.raw(direction === 'desc' ? '<' : '>');
    rows = rows.where(
      sql<SqlBool>`(created_at, id) ${beyond} (select created_at, id from tasks where id = ${marker})`,
    );
  }
  const page = await rows
    .orderBy('created_at', direction)
    .orderBy('id', direction)
    .limit(query.limit)
    .execute();
  return page.map(taskOf);
}

/** A process begins, or goes on with, an open task. */
export async function beginTask(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('tasks')
    .set({ status: 'processing', attempts: sql`attempts + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute();
}

/** Ends a task and forgets its source. */
export async function endTask(
  tx: Tx,
  id: string,
  status: 'success' | 'failure',
  message: string,
): Promise<void> {
  await tx
    .updateTable('tasks')
    .set({
      status,
      message,
      source: null,
      updated_at: sql`now()`,
      expires_at: sql`now() + ${hoursKept}::integer * interval '1 hour'`,
    })
    .where('id', '=', id)
    .where('status', 'in', openStatuses)
    .execute();
}

/** Forgets the tasks whose time has come. */
export async function deleteExpiredTasks(db: Db): Promise<void> {
  await db
    .deleteFrom('tasks')
    .where('expires_at', '<', sql<string>`now()`)
    .execute();
}

/** Open tasks that nobody has at hand: begun or gone on with more than a minute ago, and without a process that moves bytes for them. */
export async function selectStalledTasks(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('tasks')
    .select('id')
    .where('status', 'in', openStatuses)
    .where('updated_at', '<', sql<string>`now() - interval '1 minute'`)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('uploads')
            .select('id')
            .whereRef('uploads.image_id', '=', 'tasks.image_id'),
        ),
      ),
    )
    .execute();
  return rows.map((row) => row.id);
}

/** Who moves bytes for an image now, if somebody does; `dead` when that process is no more. */
export async function selectUploadOfImage(
  tx: Tx,
  imageId: string,
): Promise<{ id: string; processId: number; dead: boolean } | null> {
  const row = await tx
    .selectFrom('uploads')
    .select(['id', 'process_id', sql.raw<boolean>(processIsDead('uploads.process_id')).as('dead')])
    .where('image_id', '=', imageId)
    .executeTakeFirst();
  return row === undefined ? null : { id: row.id, processId: row.process_id, dead: row.dead };
}

/** Whole bytes in the staging area. */
export interface StagedBytes {
  readonly imageId: string;
  /** Of the file. */
  readonly name: string;
  readonly store: string;
  readonly size: number;
  readonly digest: string;
  readonly md5: string;
}

export async function insertStagedBytes(tx: Tx, staged: StagedBytes): Promise<void> {
  await tx
    .insertInto('staged_bytes')
    .values({
      image_id: staged.imageId,
      name: staged.name,
      store: staged.store,
      size: staged.size,
      digest: staged.digest,
      md5: staged.md5,
    })
    .execute();
}

export async function selectStagedBytes(db: DbOrTx, imageId: string): Promise<StagedBytes | null> {
  const row = await db
    .selectFrom('staged_bytes')
    .selectAll()
    .where('image_id', '=', imageId)
    .executeTakeFirst();
  return row === undefined ? null : stagedOf(row);
}

/** Forgets the staged bytes of an image; what they were, if there were any. Their file is the caller's to discard. */
export async function deleteStagedBytes(tx: Tx, imageId: string): Promise<StagedBytes | null> {
  const row = await tx
    .deleteFrom('staged_bytes')
    .where('image_id', '=', imageId)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : stagedOf(row);
}

function stagedOf(row: Selectable<StagedBytesTable>): StagedBytes {
  return {
    imageId: row.image_id,
    name: row.name,
    store: row.store,
    size: row.size,
    digest: row.digest,
    md5: row.md5,
  };
}
