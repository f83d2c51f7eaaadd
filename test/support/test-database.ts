// A database of its own for a test: cloned in a moment from a template that is migrated once. The server is the real PostgreSQL, started by the test
// runner (ACCORD_TEST_POSTGRES) or, when a test file runs alone, by this file.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded/embedded-postgres.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase, openPool, type Db } from '../../src/db/pool.ts';
import { prepareQueue } from '../../src/jobs/worker.ts';
import { newHexId } from '../../src/lib/ids.ts';

export type Connection = {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
};

let ownServer: Promise<OwnServer> | undefined;

interface OwnServer {
  readonly connection: Connection;
  stop(): Promise<void>;
}

// Registered here, at the top: inside a test it would run when that test ends.
after(async () => await (await ownServer)?.stop());

/** The test server's connection; the first caller of a lone test file starts it, and it ends with the file. */
async function testServer(): Promise<Connection> {
  const given = process.env['ACCORD_TEST_POSTGRES'];
  if (given !== undefined) return JSON.parse(given) as Connection;
  ownServer ??= startOwnServer();
  return (await ownServer).connection;
}

async function startOwnServer(): Promise<OwnServer> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-test-'));
  const embedded = await startEmbeddedPostgres({ dataFolder: folder, log: () => {} });
  return {
    connection: embedded.connection,
    async stop() {
      await embedded.stop();
      await rm(folder, { recursive: true });
    },
  };
}

const migrations = new URL('../../src/db/migrations/', import.meta.url);

/** Named by what it holds, so that a changed migration makes a new one. */
async function templateName(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(migrations)).toSorted()) {
    hash.update(name).update(await readFile(new URL(name, migrations)));
  }
  return `template_${hash.digest('hex').slice(0, 16)}`;
}

/** Test files run at once; one of them makes the template while the others wait. */
const templateLock = 7_040_900;

async function ensureTemplate(
  client: pg.Client,
  connection: Connection,
  name: string,
): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [templateLock]);
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return;
    const draft = `draft_${newHexId()}`;
    await client.query(`create database ${draft}`);
    const pool = openPool({ ...connection, database: draft }, 2, throwLater);
    await migrate(pool);
    await prepareQueue(pool);
    await pool.end();
    await client.query(`alter database ${draft} rename to ${name}`);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [templateLock]);
  }
}

function throwLater(error: Error): void {
  queueMicrotask(() => {
    throw error;
  });
}

export interface TestDatabase {
  readonly pool: pg.Pool;
  readonly db: Db;
  readonly connection: Connection;
  /** Ends the pool and removes the database; fails when a transaction was left open. */
  drop(): Promise<void>;
}

/** A migrated, empty database for one test. The caller drops it. */
export async function testDatabase(): Promise<TestDatabase> {
  const connection = await testServer();
  const admin = new pg.Client(connection);
  await admin.connect();
  const name = `test_${newHexId()}`;
  try {
    const template = await templateName();
    await ensureTemplate(admin, connection, template);
    await admin.query(`create database ${name} template ${template}`);
  } finally {
    await admin.end();
  }
  const own = { ...connection, database: name };
  const pool = openPool(own, 10, throwLater);
  return {
    pool,
    db: openDatabase(pool),
    connection: own,
    async drop() {
      await pool.end();
      const client = new pg.Client(connection);
      await client.connect();
      try {
        const { rows } = await client.query<{ query: string }>(
          `select query from pg_stat_activity where datname = $1 and state like 'idle in transaction%'`,
          [name],
        );
        await client.query(`drop database ${name} with (force)`);
        if (rows.length > 0)
          throw new Error(`a transaction was left open after: ${rows[0]?.query}`);
      } finally {
        await client.end();
      }
    },
  };
}
