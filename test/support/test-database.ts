// A database of its own for a test: cloned in a moment from a template that is migrated once. The server is the real PostgreSQL, started by the test
// runner (ACCORD_TEST_POSTGRES) or, when a test file runs alone, by this file.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase, openPool, type Db } from '../../src/db/pool.ts';
import { ensureFoundations } from '../../src/domain/identity/ensure-foundations.ts';
import { prepareQueue } from '../../src/jobs/worker.ts';
import { newHexId } from '../../src/lib/ids.ts';
import { startTestPostgres } from './test-postgres.ts';

export type Connection = {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
};

/** What the tests of a file share. */
interface Shared {
  readonly connection: Connection;
  /** Connected to the server's own database, to make and drop those of tests. */
  readonly admin: pg.Client;
  readonly template: string;
  end(): Promise<void>;
}

let shared: Promise<Shared> | undefined;

/** What a file has running on one of its databases. */
const ends: (() => Promise<void>)[] = [];

// Registered here, at the top: inside a test it would run when that test ends.
after(async () => {
  for (const end of ends) await end();
  await (await shared)?.end();
});

/** Ends something when the file's tests are done, and before the server: an `after` of the file itself would come too late. */
export function beforeServerEnds(end: () => Promise<void>): void {
  ends.push(end);
}

interface TestServer {
  readonly connection: Connection;
  stop(): Promise<void>;
}

async function openShared(): Promise<Shared> {
  const given = process.env['ACCORD_TEST_POSTGRES'];
  const server: TestServer =
    given === undefined
      ? await startOwnServer()
      : { connection: JSON.parse(given) as Connection, stop: async () => {} };
  const { connection } = server;
  const admin = new pg.Client(connection);
  const end = async (): Promise<void> => {
    await admin.end();
    await server.stop();
  };
  try {
    await admin.connect();
    const template = await ensureTemplate(admin, connection);
    return { connection, admin, template, end };
  } catch (error) {
    // A server that is left would keep the process of the tests from ending.
    await end();
    throw error;
  }
}

/** The server of a test file that runs alone. */
async function startOwnServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-test-'));
  const embedded = await startTestPostgres(folder);
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

/** Makes the template when there is none yet; answers its name. */
async function ensureTemplate(client: pg.Client, connection: Connection): Promise<string> {
  const name = await templateName();
  await client.query('select pg_advisory_lock($1)', [templateLock]);
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return name;
    const draft = `draft_${newHexId()}`;
    await client.query(`create database ${draft}`);
    const pool = openPool({ ...connection, database: draft }, 2, throwLater);
    try {
      await migrate(pool);
      await prepareQueue(pool);
      await ensureFoundations({ db: openDatabase(pool) });
    } finally {
      await pool.end();
    }
    await sessionsLeft(client, draft);
    await client.query(`alter database ${draft} rename to ${name}`);
    return name;
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

/** A migrated database for one test, with nothing in it but what every installation starts with. The caller drops it. */
export async function testDatabase(): Promise<TestDatabase> {
  shared ??= openShared();
  const { connection, admin, template } = await shared;
  const name = `test_${newHexId()}`;
  // Copies the template's files as they are; the other strategy sends every page through the log.
  await admin.query(`create database ${name} template ${template} strategy file_copy`);
  const own = { ...connection, database: name };
  const pool = openPool(own, 10, throwLater);
  return {
    pool,
    db: openDatabase(pool),
    connection: own,
    async drop() {
      await pool.end();
      const left = await sessionsLeft(admin, name);
      await admin.query(`drop database ${name} with (force)`);
      const open = left.find(({ state }) => state.startsWith('idle in transaction'));
      if (open !== undefined) throw new Error(`a transaction was left open after: ${open.query}`);
    },
  };
}

/** As a program is told of it. */
export function urlOf({ host, port, user, password, database }: Connection): string {
  const place = new URLSearchParams({ host, port: String(port) });
  return `postgresql://${user}:${encodeURIComponent(password)}@/${database}?${place.toString()}`;
}

interface Session {
  readonly state: string;
  readonly query: string;
}

/** How long sessions whose client has said goodbye may take to go, in milliseconds. */
const goodbye = 1000;

/** The sessions that stay: a pool has ended before the server has noticed. */
async function sessionsLeft(admin: pg.Client, name: string): Promise<readonly Session[]> {
  const deadline = performance.now() + goodbye;
  for (;;) {
    const { rows } = await admin.query<Session>(
      `select coalesce(state, '') as state, query from pg_stat_activity
        where datname = $1 and backend_type = 'client backend'`,
      [name],
    );
    if (rows.length === 0 || performance.now() > deadline) return rows;
    await delay(2);
  }
}
