import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { testDatabase } from '../../test/support/test-database.ts';
import { prepared, preparingPool } from './prepared-statements.ts';

async function preparingDatabase(t: TestContext): Promise<Kysely<unknown>> {
  const database = await testDatabase();
  t.after(async () => await database.drop());
  return new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: preparingPool(database.pool) }),
  });
}

test('a marked statement is prepared once a connection, an unmarked one is not', async (t) => {
  const db = await preparingDatabase(t);
  const rows = await db.connection().execute(async (one) => {
    for (const n of [1, 2, 3]) {
      await sql`${prepared} select ${n}::int as marked`.execute(one);
      await sql`select ${n}::int as unmarked`.execute(one);
    }
    const found = await sql<{ statement: string }>`
      select statement from pg_prepared_statements`.execute(one);
    return found.rows;
  });
  assert.deepEqual(rows, [{ statement: '/* prepared */ select $1::int as marked' }]);
});

test('a prepared statement answers by its parameters', async (t) => {
  const db = await preparingDatabase(t);
  const answers: number[] = [];
  for (const n of [1, 2]) {
    const { rows } = await sql<{ n: number }>`${prepared} select ${n}::int + 1 as n`.execute(db);
    answers.push(rows[0]?.n ?? 0);
  }
  assert.deepEqual(answers, [2, 3]);
});

test('a transaction that fails leaves the connection usable', async (t) => {
  const db = await preparingDatabase(t);
  const broken = db.transaction().execute(async (tx) => {
    await sql`${prepared} select 1 / ${0}::int`.execute(tx);
  });
  await assert.rejects(broken, /division by zero/);
  const { rows } = await sql<{ n: number }>`select 1 as n`.execute(db);
  assert.deepEqual(rows, [{ n: 1 }]);
});
