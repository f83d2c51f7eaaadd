import type { Insertable } from 'kysely';
import type { DbOrTx, Tx } from '../../db/pool.ts';
import type { EventTable, NoticeTable } from '../../db/schema.ts';

export async function insertEvents(tx: Tx, rows: Insertable<EventTable>[]): Promise<void> {
  await tx.insertInto('events').values(rows).execute();
}

export async function insertNotices(tx: Tx, rows: Insertable<NoticeTable>[]): Promise<void> {
  await tx.insertInto('notices').values(rows).execute();
}

/** A project's notices that nobody has dismissed, newest first. */
export async function selectOpenNotices(db: DbOrTx, projectId: string, limit: number) {
  return await db
    .selectFrom('notices')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('dismissed_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
