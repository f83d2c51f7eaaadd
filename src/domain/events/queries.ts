import { sql, type Insertable } from 'kysely';
import type { DbOrTx, Tx } from '../../db/pool.ts';
import type { EventTable, NoticeTable } from '../../db/schema.ts';
import type { Sent } from '../../db/question.ts';
import { ask, sendAhead, statement } from '../../db/statement.ts';

/** Who acts: the same for all events of one statement. */
type Actor = Pick<
  Insertable<EventTable>,
  'actor_user_id' | 'actor_user_name' | 'actor_project_id' | 'actor_role' | 'request_id'
>;

type Event = Omit<Insertable<EventTable>, keyof Actor>;

const eventsInsert = statement<{ id: number }, readonly unknown[]>(`
  insert into events (
    action, noun, noun_id, project_id, member_project_id, acted_for_project_id, before, after,
    actor_user_id, actor_user_name, actor_project_id, actor_role, request_id)
  select event.*, $9, $10, $11, $12, $13
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::jsonb[]) event
  returning id`);

/** Answers the ids; they are drawn in the order of the events. */
export async function insertEvents(
  tx: Tx,
  actor: Actor,
  events: readonly Event[],
): Promise<Sent<{ id: number }>> {
  const columns = [
    'action',
    'noun',
    'noun_id',
    'project_id',
    'member_project_id',
    'acted_for_project_id',
    'before',
    'after',
  ] as const;
  const values = columns.map((column) => events.map((event) => event[column] ?? null));
  return await sendAhead(
    tx,
    eventsInsert(
      ...values,
      actor.actor_user_id,
      actor.actor_user_name,
      actor.actor_project_id,
      actor.actor_role,
      actor.request_id,
    ),
  );
}

const noticesInsert = statement<object, (readonly unknown[])[]>(`
  insert into notices (project_id, kind, image_id, detail)
  select * from unnest($1::text[], $2::text[], $3::uuid[], $4::jsonb[])`);

export async function insertNotices(
  tx: Tx,
  rows: readonly Insertable<NoticeTable>[],
): Promise<void> {
  const columns = ['project_id', 'kind', 'image_id', 'detail'] as const;
  const values = columns.map((column) => rows.map((row) => row[column]));
  await sendAhead(tx, noticesInsert(...values));
}

/** A project's notices that nobody has dismissed, newest first; those before `before` when it is given. */
export async function selectOpenNotices(
  db: DbOrTx,
  projectId: string,
  limit: number,
  before: number | null,
) {
  return await db
    .selectFrom('notices')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('dismissed_at', 'is', null)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Dismisses the open notices of a project whose ids are in the range, both ends included; the number of those that were open. */
export async function dismissOpenNotices(
  db: DbOrTx,
  projectId: string,
  first: number,
  last: number,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('notices')
    .set({ dismissed_at: sql`now()` })
    .where('project_id', '=', projectId)
    .where('dismissed_at', 'is', null)
    .where('id', '>=', first)
    .where('id', '<=', last)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

const changesSince = statement<ChangeRow, [xid: string]>(`
  select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, e.id, e.action, e.noun, e.noun_id as "nounId",
    e.project_id as "projectId", e.actor_project_id as "actorProjectId", e.member_project_id as "memberProjectId"
  from (select) one left join events e on e.xid >= $1::xid8
  order by e.id`);

interface ChangeRow {
  /** Every transaction before it has ended. */
  readonly xmin: string;
  /** null, as the rest: there is no such event. */
  readonly id: number | null;
  readonly action: string;
  readonly noun: string;
  readonly nounId: string;
  readonly projectId: string | null;
  readonly actorProjectId: string | null;
  readonly memberProjectId: string | null;
}

/** The events of the transaction `xid` and later ones that can be seen now; at least one row, for its `xmin`. */
export async function selectChanges(db: DbOrTx, xid: string): Promise<ChangeRow[]> {
  return await ask(db, changesSince(xid));
}

const oldestTransaction = statement<{ xmin: string }, []>(
  'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin',
);

/** Every transaction before it has ended. */
export async function selectOldestTransaction(db: DbOrTx): Promise<string> {
  const [row] = await ask(db, oldestTransaction());
  if (row === undefined) throw new Error('PostgreSQL named no transaction');
  return row.xmin;
}

const noticeCounts = statement<{ projectId: string; n: number }, [projectIds: readonly string[]]>(`
  select project_id as "projectId", count(*)::integer as n
  from notices
  where project_id = any ($1) and dismissed_at is null
  group by project_id`);

/** How many open notices each project has; a project without one has no entry. */
export async function selectNoticeCounts(
  db: DbOrTx,
  projectIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await ask(db, noticeCounts(projectIds));
  return new Map(rows.map((row) => [row.projectId, row.n]));
}
