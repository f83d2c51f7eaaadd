// After a crash: compares everything the service shows, its image folder and its database with what was acknowledged.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Client as Database } from 'pg';
import { readPostmaster } from './accord-process.ts';
import type { World } from './load.ts';
import { contentOf, settle, type Content, type ImageState, type ModelImage } from './model.ts';
import { replay, type EventRow } from './replay.ts';

const blobsSettleWithin = 20_000;
const jobsEndWithin = 60_000;

/** Fails unless every image is as acknowledged, or as its act in flight would have made it; settles those acts. */
export async function verifyImages(world: World): Promise<void> {
  const shown = await listImages(world);
  for (const image of world.images) {
    const found = shown.get(image.id) ?? null;
    shown.delete(image.id);
    const observed = found === null ? null : await observe(world, found);
    decide(image, observed);
    if (image.state?.content) await verifyBytes(world, image.id, image.state.content);
    image.busy = false;
  }
  assert.deepEqual([...shown.keys()], [], 'images that nobody made');
}

interface ShownImage {
  readonly id: string;
  readonly status: string;
  readonly size: number | null;
  readonly checksum: string | null;
  readonly os_hash_value: string | null;
}

async function listImages(world: World): Promise<Map<string, ShownImage>> {
  const response = await world.owner.request('GET', '/v2/images?limit=1000');
  assert.equal(response.status, 200);
  const { images } = (await response.json()) as { images: ShownImage[] };
  assert.ok(images.length < 1000, 'one page shows all images');
  return new Map(images.map((image) => [image.id, image]));
}

async function observe(world: World, image: ShownImage): Promise<ImageState> {
  assert.ok(['queued', 'active'].includes(image.status), `image ${image.id} is ${image.status}`);
  const response = await world.owner.request('GET', `/v2/images/${image.id}/members`);
  assert.equal(response.status, 200);
  const { members } = (await response.json()) as {
    members: { member_id: string; status: string }[];
  };
  return {
    content:
      image.status === 'queued'
        ? null
        : {
            size: image.size ?? -1,
            sha256: image.os_hash_value ?? '',
            md5: image.checksum ?? '',
          },
    members: Object.fromEntries(members.map((member) => [member.member_id, member.status])),
  };
}

function decide(image: ModelImage, observed: ImageState): void {
  if (isDeepStrictEqual(observed, image.state)) {
    image.doubt = null;
    return;
  }
  const allowed = [image.state, ...(image.doubt === null ? [] : [image.doubt.after])];
  assert.ok(
    image.doubt !== null && isDeepStrictEqual(observed, image.doubt.after),
    `image ${image.id} is ${JSON.stringify(observed)}, which is none of ${JSON.stringify(allowed)} (${image.history.join(', ')})`,
  );
  settle(image);
}

async function verifyBytes(world: World, id: string, content: Content): Promise<void> {
  const response = await world.owner.request('GET', `/v2/images/${id}/file`);
  assert.equal(response.status, 200, `the bytes of active image ${id}`);
  assert.deepEqual(contentOf(new Uint8Array(await response.arrayBuffer())), content);
}

/** Right after the start: nothing of an upload that died. */
export async function verifyStagingIsEmpty(data: string): Promise<void> {
  assert.deepEqual(await readdir(join(data, 'images', 'staging')), [], 'staged uploads left over');
}

/** Soon after the start the blobs on disk are those of active images, no more and no less. */
export async function verifyBlobs(world: World, data: string): Promise<void> {
  const wanted = new Set(
    world.images.flatMap((image) => (image.state?.content ? [image.state.content.sha256] : [])),
  );
  const deadline = performance.now() + blobsSettleWithin;
  for (;;) {
    const found = new Set(await blobsIn(data));
    const missing = [...wanted].filter((digest) => !found.has(digest));
    const extra = [...found].filter((digest) => !wanted.has(digest));
    assert.deepEqual(missing, [], 'blobs of active images');
    if (extra.length === 0) return;
    assert.ok(performance.now() < deadline, `${extra.length} blobs that no image has stay on disk`);
    await pause(25);
  }
}

async function blobsIn(data: string): Promise<string[]> {
  const folder = join(data, 'images', 'blobs');
  const prefixes = await readdir(folder);
  const names = await Promise.all(prefixes.map(async (each) => await readdir(join(folder, each))));
  return names.flat();
}

interface JobRow {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly attempts: number;
  /** Pairs that its result says were done. */
  readonly done: number;
  /** What the audit trail says of it. */
  readonly told: number;
}

/** Soon after the start every job that was acknowledged has ended, and what it says it has done stands in the audit trail: once, or not at all. */
export async function verifyJobs(data: string): Promise<void> {
  await withDatabase(data, async (rows) => {
    const deadline = performance.now() + jobsEndWithin;
    for (;;) {
      const open = await rows(`select id, status from jobs where ended_at is null`);
      if (open.length === 0) break;
      assert.ok(performance.now() < deadline, `${JSON.stringify(open)} never end`);
      await pause(25);
    }
    const jobs = await rows<JobRow>(
      `select id, type, status, attempts,
        (select count(*)::int from jsonb_array_elements(result -> 'pairs') pair where not pair ? 'fault') as done,
        (select count(*)::int from events where request_id = jobs.actor ->> 'requestId' and noun = 'image') as told
       from jobs`,
    );
    for (const job of jobs) {
      // An answer that stood already is none that is told.
      const least = job.type === 'answer-offers' ? 0 : job.done;
      assert.ok(job.told >= least && job.told <= job.done, JSON.stringify(job));
      assert.equal(job.done, job.status === 'succeeded' ? 1 : 0, JSON.stringify(job));
    }
  });
}

/** The audit trail tells exactly what happened, and member rows and notices are what follows from it. */
export async function verifyDatabase(world: World, data: string): Promise<void> {
  await withDatabase(data, async (rows) => {
    assert.deepEqual(await rows('select id from uploads'), [], 'uploads left over');
    const events = await rows<EventRow>(
      `select action, noun_id, coalesce(after, before) ->> 'member' as member, project_id
       from events where noun = 'image' order by id`,
    );
    verifyHistories(world, events);
    const expected = replay(events);
    assert.deepEqual(
      await rows(`select image_id, project_id, status from members order by image_id, project_id`),
      expected.members,
    );
    assert.deepEqual(
      await rows(`select project_id, kind, image_id from notices order by image_id, id`),
      expected.notices,
    );
  });
}

export type Rows = <T>(text: string) => Promise<T[]>;

/** Asks the service's database, past the service. */
export async function withDatabase(
  data: string,
  look: (rows: Rows) => Promise<void>,
): Promise<void> {
  const postgres = await readPostmaster(data);
  assert.ok(postgres !== null);
  const password = await readFile(join(data, 'secrets', 'postgres-password'), 'utf8');
  const database = new Database({
    host: postgres.socketFolder,
    port: postgres.port,
    user: 'accord',
    password: password.trim(),
    database: 'accord',
  });
  await database.connect();
  try {
    await look(
      async <T>(text: string): Promise<T[]> => (await database.query<T & object>(text)).rows,
    );
  } finally {
    await database.end();
  }
}

function verifyHistories(world: World, events: readonly EventRow[]): void {
  const told = Map.groupBy(events, (event) => event.noun_id);
  for (const image of world.images) {
    const trail = (told.get(image.id) ?? []).map(({ action, member }) =>
      member === null ? action : `${action} ${member}`,
    );
    assert.deepEqual(trail, image.history, `the audit trail of image ${image.id}`);
  }
}
