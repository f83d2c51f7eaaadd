import { sql } from 'kysely';
import type { Db, DbOrTx, Tx } from '../../../db/pool.ts';
import type { ImageUsage } from './quota.ts';

/** What a project uses now, from its few rows of the ledger that the database keeps (migrations/0006-limits.sql). */
export async function selectUsage(db: DbOrTx, projectId: string): Promise<ImageUsage> {
  const row = await db
    .selectFrom('image_usage')
    .select([
      sql<number>`coalesce(sum(images), 0)::bigint`.as('images'),
      sql<number>`coalesce(sum(uploading), 0)::bigint`.as('uploading'),
      sql<number>`coalesce(sum(size_bytes), 0)::bigint`.as('sizeBytes'),
      sql<number>`coalesce(sum(stage_bytes), 0)::bigint`.as('stageBytes'),
    ])
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  return row;
}

/** Nobody else enforces this project's quotas until the transaction ends. Comes after locks on images and uploads. */
export async function lockUsage(tx: Tx, projectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`image_usage:${projectId}`}, 0))`.execute(
    tx,
  );
}

export interface Reservation {
  /** Bytes. */
  readonly reserved: number;
  /** True: of the staging area's quota. */
  readonly staged: boolean;
}

/** Locks an upload; undefined when it was ended. */
export async function lockReservation(tx: Tx, uploadId: string): Promise<Reservation | undefined> {
  return tx
    .selectFrom('uploads')
    .select(['reserved', 'staged'])
    .where('id', '=', uploadId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateReservation(tx: Tx, uploadId: string, reserved: number): Promise<void> {
  await tx.updateTable('uploads').set({ reserved }).where('id', '=', uploadId).execute();
}

/** Forgets what a project used, when it uses nothing any more. */
export async function deleteUsage(db: Db, projectId: string): Promise<void> {
  await sql`
    delete from image_usage where project_id = ${projectId} and not exists (
      select from image_usage where project_id = ${projectId}
      having sum(images) <> 0 or sum(size_bytes) <> 0 or sum(stage_bytes) <> 0)`.execute(db);
}
