// For tests of races: one database and one store with two processes' worth of service on them (two pools, two process numbers), as two replicas
// have it, and images by the hundred to race about.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Logger, runOnce } from 'graphile-worker';
import { sql } from 'kysely';
import { makePerson, type Person, type PersonOptions } from '../../../test/support/person.ts';
import { testDatabase } from '../../../test/support/test-database.ts';
import { readConfig } from '../../config.ts';
import { openDatabase, openPool, type Db } from '../../db/pool.ts';
import { holdProcessLock } from '../../db/process-lock.ts';
import { Buckets } from '../../drivers/bucket/buckets.ts';
import { Stores } from '../../drivers/store/stores.ts';
import { reclaimBlob } from '../bytes/reclaim-blob.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import type { Settings } from '../settings.ts';

export interface Replicas {
  readonly db: Db;
  readonly one: Context;
  readonly other: Context;
  person(options?: PersonOptions): Promise<Person>;
  /** Runs queued jobs until there are none. */
  runJobs(): Promise<void>;
}

/** Two replicas that end with the test, which fails when a job, an upload or a staged file is left, or blobs and images do not agree. */
export async function openReplicas(
  t: TestContext,
  changes: Partial<Settings> = {},
): Promise<Replicas> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'accord-replicas-'));
  const fail = (error: Error | string): void => assert.fail(error);
  const settings = { ...readConfig({}).settings, publicUrl: '', ...changes };
  const pools = [database.pool, openPool(database.connection, 10, fail)] as const;
  const locks = await Promise.all(pools.map(async (pool) => await holdProcessLock(pool, fail)));
  const replica = async (index: 0 | 1): Promise<Context> => ({
    db: index === 0 ? database.db : openDatabase(pools[index]),
    stores: await Stores.open([{ name: 'default', folder }]),
    buckets: await Buckets.open([]),
    engine: null,
    settings,
    secrets: {
      tokenKey: new Uint8Array(32).fill(7),
      accessKeyKey: new Uint8Array(32).fill(8),
    },
    processId: locks[index]?.processId ?? assert.fail(),
  });
  const [one, other] = [await replica(0), await replica(1)];
  const runJobs = async (): Promise<void> => {
    await runOnce({
      pgPool: database.pool,
      taskList: {
        'reclaim-blob': async (payload) =>
          await reclaimBlob(one, (payload as { digest: string }).digest),
      },
      noHandleSignals: true,
      logger: new Logger(() => (level, message) => {
        if (level === 'error') t.diagnostic(message);
      }),
    });
    // It resolves a moment before the last task is written off.
    while (await tasksAreRunning(one)) await afterTurns(1);
  };
  t.after(async () => {
    await runJobs();
    const left = await disagreements(one, folder);
    for (const lock of locks) await lock.release();
    await pools[1].end();
    await database.drop();
    await rm(folder, { recursive: true });
    assert.deepEqual(left, { jobs: 0, uploads: 0, saving: 0, staged: [], missing: [], extra: [] });
  });
  return {
    db: database.db,
    one,
    other,
    runJobs,
    person: async (options = {}) => await makePerson(one, '', options),
  };
}

async function tasksAreRunning({ db }: Context): Promise<boolean> {
  const { rows } = await sql`select from graphile_worker.jobs where locked_at is not null`.execute(
    db,
  );
  return rows.length > 0;
}

async function disagreements({ db }: Context, folder: string): Promise<object> {
  const { rows } = await sql<{ jobs: number; uploads: number; saving: number }>`
    select (select count(*)::int from graphile_worker.jobs) as jobs,
      (select count(*)::int from uploads) as uploads,
      (select count(*)::int from images where status = 'saving') as saving`.execute(db);
  const used = await sql<{ digest: string }>`
    select distinct blob as digest from images where blob is not null`.execute(db);
  const listed = await sql<{ digest: string }>`select digest from blobs`.execute(db);
  const wanted = new Set(used.rows.map((row) => row.digest));
  const prefixes = await readdir(join(folder, 'blobs'));
  const found = await Promise.all(
    prefixes.map(async (prefix) => await readdir(join(folder, 'blobs', prefix))),
  );
  const present = new Set(found.flat());
  const rowsAndFiles = new Set([...present, ...listed.rows.map((row) => row.digest)]);
  return {
    ...rows[0],
    staged: await readdir(join(folder, 'staging')),
    missing: [...wanted].filter((digest) => !present.has(digest)),
    extra: [...rowsAndFiles].filter((digest) => !wanted.has(digest)),
  };
}

export interface ImageSeed {
  readonly owner: Person;
  /** Bytes of active images; null: queued ones. */
  readonly bytes: Uint8Array | null;
  /** Projects that they are offered to. */
  readonly pending?: readonly Person[];
}

/** Makes images as they stand after uploads and offers, in a moment and without their events. Their blob seems to be from the year 2000. */
export async function plantImages(
  context: Context,
  count: number,
  { owner, bytes, pending = [] }: ImageSeed,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const digest = bytes === null ? null : await plantBlob(context, bytes);
  await sql`
    insert into images (id, owner, region_id, kind, name, status, visibility, container_format, disk_format, blob, stores, size, checksum)
    select id, ${owner.project.id}, ${owner.project.regionId}, 'data', 'raced', ${digest === null ? 'queued' : 'active'},
      'shared', 'bare', 'raw', ${digest}, ${digest === null ? [] : ['default']}, ${bytes?.length ?? null}, ${bytes === null ? null : hashOf('md5', bytes)}
    from unnest(${ids}::uuid[]) as id`.execute(context.db);
  await sql`
    insert into members (image_id, project_id, image_created_at, image_name)
    select images.id, project_id, created_at, coalesce(name, '') from images, unnest(${pending.map(({ project }) => project.id)}::text[]) as project_id
    where images.id = any (${ids}::uuid[])`.execute(context.db);
  return ids;
}

async function plantBlob(context: Context, bytes: Uint8Array): Promise<string> {
  const digest = hashOf('sha256', bytes);
  const name = randomUUID();
  const file = await context.stores.default.stage(name);
  await file.writeFile(bytes);
  await file.close();
  await context.stores.default.publish(name, digest, bytes.length);
  await sql`
    insert into blobs (digest, size, md5, created_at) values (${digest}, ${bytes.length}, ${hashOf('md5', bytes)}, '2000-01-01')`.execute(
    context.db,
  );
  await sql`insert into blob_copies (digest, store) values (${digest}, 'default')`.execute(
    context.db,
  );
  return digest;
}

export function hashOf(algorithm: 'md5' | 'sha256', bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

/** `done`, or the kind of the fault. Any other error, such as a deadlock that PostgreSQL found, is thrown. */
export async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    if (error instanceof Fault) return error.kind;
    throw error;
  }
}

/** Gives others a head start that is different each time. */
export async function afterTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
}

/** Runs a race about each of the images, eight at once; answers how each ended. */
export async function runRaces(
  images: readonly string[],
  race: (image: string, index: number) => Promise<string>,
): Promise<Map<string, string>> {
  const endings = new Map<string, string>();
  const waiting = images.entries();
  const lane = async (): Promise<void> => {
    for (const [index, image] of waiting) endings.set(image, await race(image, index));
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return endings;
}

/** Fails when a race ended in a way that is not allowed, or an allowed way was never seen: then it is no race. */
export function assertEndings(
  t: TestContext,
  endings: Iterable<string>,
  allowed: readonly string[],
): void {
  const counts = new Map<string, number>();
  for (const ending of endings) counts.set(ending, (counts.get(ending) ?? 0) + 1);
  for (const [ending, count] of counts) t.diagnostic(`${count} × ${ending}`);
  assert.deepEqual([...counts.keys()].toSorted(), allowed.toSorted());
}
