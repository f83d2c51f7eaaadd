import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { testDatabase, type TestDatabase } from '../../test/support/test-database.ts';
import type { Sent } from './question.ts';
import { ask, prepared, sendAhead, statement } from './statement.ts';

const one = statement<{ n: number }, [n: number]>('select $1::int as n');
const divided = statement<{ n: number }, [by: number]>('select 1 / $1::int as n');
const backend = statement<{ pid: number }, []>('select pg_backend_pid() as pid');
const note = statement<{ t: string }, [t: string]>('insert into notes (t) values ($1) returning t');
const notes = statement<{ t: string }, []>('select t from notes order by t');

async function database(t: TestContext): Promise<TestDatabase> {
  const { pool, ...rest } = await testDatabase();
  t.after(async () => await rest.drop());
  await pool.query('create table notes (t text primary key)');
  return { pool, ...rest };
}

test('a statement is prepared once a connection, an ordinary query is not', async (t) => {
  const { db } = await database(t);
  const texts = await db.transaction().execute(async (tx) => {
    for (const n of [1, 2, 3]) {
      await ask(tx, one(n));
      await sql`${prepared} select ${n}::int as marked`.execute(tx);
      await sql`select ${n}::int as unmarked`.execute(tx);
    }
    const { rows } = await sql<{ statement: string }>`
      select statement from pg_prepared_statements order by 1`.execute(tx);
    return rows.map((row) => row.statement);
  });
  assert.deepEqual(texts, [
    '/* prepared */ select $1::int as marked',
    '/* prepared */ select $1::int as n',
  ]);
});

test('many statements at once share a few connections, and each gets its own answer', async (t) => {
  const { db, pool } = await database(t);
  const numbers = Array.from({ length: 200 }, (_, n) => n);
  const answers = await Promise.all(numbers.map(async (n) => (await ask(db, one(n)))[0]?.n));
  assert.deepEqual(answers, numbers);
  const backends = await Promise.all(numbers.map(async () => (await ask(db, backend()))[0]?.pid));
  assert.equal(new Set(backends).size, 2);
  assert.equal(pool.idleCount, pool.totalCount, 'a connection was kept');
});

test('a statement that fails leaves its neighbours alone', async (t) => {
  const { db } = await database(t);
  const answers = await Promise.allSettled(
    [1, 0, 1, 0, 1].map(async (by) => (await ask(db, divided(by)))[0]?.n),
  );
  assert.deepEqual(
    answers.map((each) => (each.status === 'fulfilled' ? each.value : 'failed')),
    [1, 'failed', 1, 'failed', 1],
  );
  assert.deepEqual(await ask(db, one(1)), [{ n: 1 }]);
});

test('after a shared connection broke, statements go over another', async (t) => {
  const { db, pool } = await database(t);
  // The test database takes a lost connection for a mistake.
  pool.removeAllListeners('error').on('error', () => {});
  pool.on('acquire', (client) => client.removeAllListeners('error').on('error', () => {}));
  const broken = statement<object, []>('select pg_terminate_backend(pg_backend_pid())');
  const ends = await Promise.allSettled([ask(db, broken()), ask(db, one(1)), ask(db, one(2))]);
  assert.ok(ends.some((end) => end.status === 'rejected'));
  assert.deepEqual(await ask(db, one(3)), [{ n: 3 }]);
});

test('what was sent ahead answers with the next statement, or when it is asked', async (t) => {
  const { db } = await database(t);
  const [first, second, third] = await db.transaction().execute(async (tx) => {
    const written = await sendAhead(tx, note('a'));
    const seen = await ask(tx, notes());
    const asked = await (await sendAhead(tx, note('b'))).rows();
    const last = await sendAhead(tx, notes());
    assert.deepEqual([seen, asked], [[{ t: 'a' }], [{ t: 'b' }]]);
    return [written, await sendAhead(tx, one(1)), last];
  });
  assert.deepEqual(await first.rows(), [{ t: 'a' }]);
  assert.deepEqual(await second.rows(), [{ n: 1 }]);
  assert.deepEqual(await third.rows(), [{ t: 'a' }, { t: 'b' }]);
});

test('what was sent ahead is seen by the next statement, and committed', async (t) => {
  const { db } = await database(t);
  await db.transaction().execute(async (tx) => {
    await sendAhead(tx, note('a'));
    assert.deepEqual(await ask(tx, notes()), [{ t: 'a' }]);
    await sendAhead(tx, note('b'));
  });
  assert.deepEqual(await ask(db, notes()), [{ t: 'a' }, { t: 'b' }]);
});

test('what was sent ahead and fails makes the next statement fail, with its error', async (t) => {
  const { db } = await database(t);
  const failing = db.transaction().execute(async (tx) => {
    await sendAhead(tx, note('a'));
    await sendAhead(tx, divided(0));
    await ask(tx, notes());
  });
  await assert.rejects(failing, /division by zero/);
  assert.deepEqual(await ask(db, notes()), []);
});

test('what was sent ahead last and fails makes the commit fail, and nothing is kept', async (t) => {
  const { db } = await database(t);
  const failing = db.transaction().execute(async (tx) => {
    await ask(tx, note('a'));
    await sendAhead(tx, note('a'));
  });
  await assert.rejects(failing, /duplicate key/);
  assert.deepEqual(await ask(db, notes()), []);
});

test('what was sent ahead goes nowhere when the transaction is given up', async (t) => {
  const { db } = await database(t);
  for (const statements of [0, 1]) {
    let sent: Sent<unknown> | undefined;
    const failing = db.transaction().execute(async (tx) => {
      if (statements > 0) await ask(tx, notes());
      sent = await sendAhead(tx, note('a'));
      throw new Error('my reason');
    });
    await assert.rejects(failing, /my reason/);
    await assert.rejects(async () => await sent?.rows(), /given up/);
  }
  assert.deepEqual(await ask(db, notes()), []);
});

test('a transaction that does nothing takes no connection', async (t) => {
  const { db, pool } = await database(t);
  let taken = 0;
  pool.on('acquire', () => (taken += 1));
  assert.equal(await db.transaction().execute(async () => 'done'), 'done');
  assert.equal(taken, 0);
});

test('a transaction that fails leaves its connection usable', async (t) => {
  const { db } = await database(t);
  const broken = db.transaction().execute(async (tx) => await ask(tx, divided(0)));
  await assert.rejects(broken, /division by zero/);
  assert.deepEqual(await ask(db, one(1)), [{ n: 1 }]);
});
