import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';

/** Seconds that the pair of what is guessed and from where is still locked out; 0: it is not. */
export async function secondsLockedOut(
  db: DbOrTx,
  subject: string,
  address: string,
): Promise<number> {
  const row = await db
    .selectFrom('login_failures')
    .select(
      sql<number>`ceil(extract(epoch from locked_until - clock_timestamp()))::integer`.as(
        'seconds',
      ),
    )
    .where('subject', '=', subject)
    .where('address', '=', address)
    .where('locked_until', '>', sql<string>`clock_timestamp()`)
    .executeTakeFirst();
  return row?.seconds ?? 0;
}

/**
 * Counts one more failure in a row and locks the pair at the `limit`th. Failures older than `lockSeconds` no longer count, and their
 * rows, of whichever pair, are removed. Answers true when this failure locked the pair.
 */
export async function countFailure(
  tx: Tx,
  subject: string,
  address: string,
  limit: number,
  lockSeconds: number,
): Promise<boolean> {
  const span = sql`make_interval(secs => ${lockSeconds}::integer)`;
  const { rows } = await sql<{ failures: number }>`
    with stale as (
      select ctid from login_failures
      where updated_at < clock_timestamp() - ${span} and (subject, address) <> (${subject}, ${address})
      limit 1000 for update skip locked
    ), pruned as (
      delete from login_failures where ctid in (select ctid from stale)
    )
    insert into login_failures as f (subject, address, failures, updated_at, locked_until)
    values (${subject}, ${address}, 1, clock_timestamp(),
      case when ${limit}::integer <= 1 then clock_timestamp() + ${span} end)
    on conflict (subject, address) do update set
      failures = case when f.updated_at < clock_timestamp() - ${span} then 1 else f.failures + 1 end,
      updated_at = clock_timestamp(),
      locked_until = case
        when ${limit}::integer <= 1 or f.updated_at >= clock_timestamp() - ${span} and f.failures + 1 >= ${limit}::integer
        then clock_timestamp() + ${span} end
    returning failures
  `.execute(tx);
  return rows[0]?.failures === limit;
}

export async function forgetFailures(db: DbOrTx, subject: string, address: string): Promise<void> {
  await db
    .deleteFrom('login_failures')
    .where('subject', '=', subject)
    .where('address', '=', address)
    .execute();
}
