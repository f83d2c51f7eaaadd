// A running service for one test: real database, real store, real HTTP server, and people to act on it. Closing it fails the test when a job, a
// transaction, a staged upload or an unreferenced blob is left over.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Logger, runOnce } from 'graphile-worker';
import { facadesFor } from '../../src/api/facades.ts';
import { buildServer } from '../../src/api/http/server.ts';
import { readConfig } from '../../src/config.ts';
import { connectionsOf } from '../../src/db/connections.ts';
import { holdProcessLock } from '../../src/db/process-lock.ts';
import { ahead, type Question } from '../../src/db/question.ts';
import type { Database } from '../../src/db/schema.ts';
import type { Context } from '../../src/domain/context.ts';
import type { Settings } from '../../src/domain/settings.ts';
import { startWorker, taskListOf, type Worker } from '../../src/jobs/worker.ts';
import { taskHandlers } from '../../src/tasks.ts';
import { Buckets } from '../../src/drivers/bucket/buckets.ts';
import type { Engine } from '../../src/drivers/engine/engine.ts';
import { Stores } from '../../src/drivers/store/stores.ts';
import { makePerson, type Person, type PersonOptions } from './person.ts';
import { testDatabase } from './test-database.ts';

export interface TestService {
  readonly context: Context;
  readonly url: string;
  /** Somebody with a project of its own in a new account; default: a member in RegionOne. */
  person(options?: PersonOptions): Promise<Person>;
  /** Where the objects of a bucket lie. */
  bucketFolder(name: string): string;
  /** Runs queued jobs until there are none. */
  runJobs(): Promise<void>;
  /** From now on queued jobs are run as they come, as in the service itself. */
  startWorker(): Promise<void>;
  /** The statements that an act sends, but for those that begin and end transactions. */
  statementsOf(act: (context: Context) => Promise<unknown>): Promise<Question<unknown>[]>;
}

/** Starts a service that ends with the test. Settings are the defaults but for those given; the first store is the default one; buckets are empty;
 * without `openEngine` there is no engine. */
export async function testService(
  t: TestContext,
  settings: Partial<Settings> = {},
  stores: readonly string[] = ['default'],
  buckets: readonly string[] = [],
  openEngine: (folder: string) => Promise<Engine | null> = async () => null,
): Promise<TestService> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'accord-test-'));
  const bucketFolder = (name: string): string => join(folder, 'buckets', name);
  for (const name of buckets) await mkdir(bucketFolder(name), { recursive: true });
  const lock = await holdProcessLock(database.pool, (line) => assert.fail(line));
  const mutable = { ...readConfig({}).settings, publicUrl: '', ...settings };
  const context: Context = {
    db: database.db,
    stores: await Stores.open(stores.map((name) => ({ name, folder: join(folder, name) }))),
    buckets: await Buckets.open(
      buckets.map((name) => ({ name, folder: bucketFolder(name), projects: null })),
    ),
    engine: await openEngine(join(folder, 'engine')),
    settings: mutable,
    secrets: {
      tokenKey: new Uint8Array(32).fill(7),
      accessKeyKey: new Uint8Array(32).fill(8),
    },
    processId: lock.processId,
  };
  const app = await buildServer(context, facadesFor(mutable), {
    log: 'error',
    requestBody: 1 << 20,
    idleSeconds: 60,
    socketCheckMilliseconds: 200,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  mutable.publicUrl = url;
  const runJobs = async (): Promise<void> => {
    await runOnce({
      pgPool: database.pool,
      taskList: taskListOf(taskHandlers(context)),
      noHandleSignals: true,
      logger: failuresOnly(t),
    });
    await allWrittenDown(context);
  };
  const workers: Worker[] = [];
  t.after(async () => {
    await app.close();
    for (const worker of workers) await worker.stop();
    await runJobs();
    const leftOver = await whatIsLeft(context);
    await context.engine?.close();
    await lock.release();
    await database.drop();
    await rm(folder, { recursive: true });
    assert.deepEqual(leftOver, { jobs: 0, uploads: 0, staged: [], unreferenced: [] });
  });
  return {
    context,
    url,
    bucketFolder,
    runJobs,
    async startWorker() {
      const log = (line: string): void => t.diagnostic(line);
      const { processId, engine } = context;
      workers.push(
        await startWorker(database.pool, processId, taskHandlers(context), log, engine !== null),
      );
    },
    async statementsOf(act) {
      const sent: Question<unknown>[] = [];
      const db = new Kysely<Database>({
        dialect: new PostgresDialect({ pool: connectionsOf(database.pool) }),
        log: ({ query: { sql: text, parameters } }) => {
          const [question] = text === ahead ? parameters : [{ text, values: parameters }];
          sent.push(question as Question<unknown>);
        },
      });
      await act({ ...context, db });
      return sent.filter(({ text }) => !/^(begin|commit|rollback)/.test(text));
    },
    person: async (options = {}) => await makePerson(context, url, options),
  };
}

function failuresOnly(t: TestContext): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') t.diagnostic(message);
  });
}

/** The worker ends before the database has been told of its last job: a locked job is one that has run. */
async function allWrittenDown(context: Context): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from graphile_worker.jobs where locked_at is not null`.execute(
      context.db,
    );
    if (rows[0]?.n === 0) return;
    assert.ok(performance.now() < deadline, 'a job has run and stays locked');
  }
}

async function whatIsLeft(context: Context): Promise<object> {
  const count = async (table: string): Promise<number> => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from ${sql.table(table)}`.execute(context.db);
    return rows[0]?.n ?? 0;
  };
  const { rows } = await sql<{ digest: string }>`
    select digest from blobs where not exists (select from images where images.blob = blobs.digest)
      and not exists (select from disks where disks.blob = blobs.digest)
      and not exists (select from backup_disks where backup_disks.blob = blobs.digest)`.execute(
    context.db,
  );
  return {
    jobs: await count('graphile_worker.jobs'),
    uploads: await count('uploads'),
    staged: await context.stores.staged(),
    unreferenced: rows.map((row) => row.digest),
  };
}
