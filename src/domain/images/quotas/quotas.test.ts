import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import type { PersonOptions } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import type { Context } from '../../context.ts';
import { Fault, type FaultKind } from '../../fault.ts';
import { updateLimit } from '../../identity/limits/update-limit.ts';
import { deleteProject } from '../../identity/projects/delete-project.ts';
import { shareImages } from '../../sharing/share-images.ts';
import { answerShares } from '../../sharing/answer-shares.ts';
import type { Settings } from '../../settings.ts';
import { createImage } from '../create-image.ts';
import { deleteImage } from '../delete-image.ts';
import { findImage } from '../find-image.ts';
import { uploadBytes } from '../upload-bytes.ts';
import { grantLimit, registerLimit } from './limits.fixture.ts';
import { selectUsage } from './queries.ts';
import { showUsage } from './show-usage.ts';

const MiB = 1_048_576;

function fault(kind: FaultKind) {
  return (error: unknown): boolean => error instanceof Fault && error.kind === kind;
}

async function* bytes(size: number, seed = 7): AsyncGenerator<Uint8Array> {
  for (let left = size; left > 0; left -= 65_536) {
    yield new Uint8Array(Math.min(left, 65_536)).fill(seed);
    // As a socket does it: others get their turn between two chunks.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function setUp(t: TestContext, settings: Partial<Settings> = {}) {
  const service = await testService(t, settings);
  const { context } = service;
  const person = async (options?: PersonOptions) => await service.person(options);
  const runJobs = async () => await service.runJobs();
  const owner = await person();
  const { actor } = owner;
  const formats = { diskFormat: 'raw', containerFormat: 'bare' } as const;
  const create = async () => (await createImage(context, actor, formats)).id;
  const upload = async (id: string, size: number, announced: number | null = null) =>
    await uploadBytes(context, actor, id, bytes(size), announced);
  const statusOf = async (id: string) =>
    (await findImage(context, context.db, actor, id, 'image.show')).status;
  return { context, person, runJobs, owner, actor, create, upload, statusOf };
}

/** Opens eight of the pool's connections, so that what follows really runs at once. */
async function warmUp(context: Context): Promise<void> {
  const all = Promise.withResolvers<void>();
  let open = 0;
  const hold = async (): Promise<void> =>
    await context.db.transaction().execute(async (tx) => {
      await sql`select`.execute(tx);
      open += 1;
      if (open === 8) all.resolve();
      await all.promise;
    });
  await Promise.all(Array.from({ length: 8 }, hold));
}

/** What the ledger should say, counted afresh. */
async function recount(context: Context, projectId: string) {
  const { rows } = await sql<{ images: number; uploading: number; size: number }>`
    select count(*) as images, count(*) filter (where status = 'saving') as uploading,
      coalesce(sum(size) filter (where status in ('active', 'deactivated')), 0)::bigint as size
    from images where owner = ${projectId} and status <> 'deleted'`.execute(context.db);
  const [row] = rows;
  return { images: row?.images, uploading: row?.uploading, sizeBytes: row?.size, stageBytes: 0 };
}

describe('a quota of images', () => {
  test('is not there until the operator registers one', async (t) => {
    const { context, actor, create, upload } = await setUp(t);
    await upload(await create(), MiB);
    assert.deepEqual(await showUsage(context, actor), []);
  });

  test('refuses the image that would be one too many, and has room again once one is deleted', async (t) => {
    const { context, actor, create } = await setUp(t);
    await registerLimit(context, 'image_count_total', 2);
    const first = await create();
    await create();
    await assert.rejects(create(), fault('quota'));
    await deleteImage(context, actor, first);
    await create();
    assert.deepEqual(await showUsage(context, actor), [
      { quota: 'image_count_total', limit: 2, usage: 2 },
    ]);
  });

  test('holds exactly when many are made at once', async (t) => {
    const { context, owner, create } = await setUp(t);
    await registerLimit(context, 'image_count_total', 7);
    await warmUp(context);
    const results = await Promise.allSettled(Array.from({ length: 40 }, create));
    const refused = results.filter((each) => each.status === 'rejected');
    assert.equal(results.length - refused.length, 7);
    assert.ok(refused.every((each) => fault('quota')(each.reason)));
    assert.deepEqual(
      await selectUsage(context.db, owner.project.id),
      await recount(context, owner.project.id),
    );
  });

  test("is a project's own before the default, of its region before that of all", async (t) => {
    const { context, actor, owner, person, create } = await setUp(t);
    await registerLimit(context, 'image_count_total', 0, null);
    const granted = await grantLimit(context, 'image_count_total', owner.project.id, 1, null);
    await create();
    await assert.rejects(create(), fault('quota'));
    await registerLimit(context, 'image_count_total', 3);
    await create();
    await updateLimit(context, null, granted, { resourceLimit: 9 });
    await create();
    await assert.rejects(create(), fault('quota'));
    assert.deepEqual(await showUsage(context, actor), [
      { quota: 'image_count_total', limit: 3, usage: 3 },
    ]);
    const elsewhere = await person({ region: 'RegionTwo' });
    await assert.rejects(createImage(context, elsewhere.actor, {}), fault('quota'));
  });

  test('of -1 has no end', async (t) => {
    const { context, actor, create, upload } = await setUp(t);
    await registerLimit(context, 'image_count_total', -1);
    await registerLimit(context, 'image_size_total', -1);
    await upload(await create(), 2 * MiB);
    assert.deepEqual(await showUsage(context, actor), [
      { quota: 'image_count_total', limit: -1, usage: 1 },
      { quota: 'image_size_total', limit: -1, usage: 2 },
    ]);
  });

  test('is not touched by what others share with the project', async (t) => {
    const { context, owner, actor, person, create, upload } = await setUp(t);
    const recipient = await person();
    const id = await create();
    await upload(id, MiB);
    await registerLimit(context, 'image_count_total', 0);
    await registerLimit(context, 'image_size_total', 0);
    await shareImages(context, actor, {
      imageIds: [id],
      projectIds: [recipient.project.id],
      options: { needsActive: true, makesShared: false },
    });
    await answerShares(context, recipient.actor, {
      imageIds: [id],
      projectId: recipient.project.id,
      status: 'accepted',
    });
    const nothing = { images: 0, uploading: 0, sizeBytes: 0, stageBytes: 0 };
    assert.deepEqual(await selectUsage(context.db, recipient.project.id), nothing);
    assert.equal((await selectUsage(context.db, owner.project.id)).sizeBytes, MiB);
  });
});

describe('a quota of bytes', () => {
  for (const told of [true, false]) {
    const how = told ? 'told beforehand' : 'not told';
    test(`refuses an upload that is larger than what is left, its size ${how}`, async (t) => {
      const { context, actor, create, upload, statusOf } = await setUp(t);
      await registerLimit(context, 'image_size_total', 3);
      await upload(await create(), 2 * MiB);
      const id = await create();
      const size = MiB + 1;
      await assert.rejects(upload(id, size, told ? size : null), fault('quota'));
      assert.equal(await statusOf(id), 'queued');
      await upload(id, MiB, told ? MiB : null);
      assert.deepEqual(await showUsage(context, actor), [
        { quota: 'image_size_total', limit: 3, usage: 3 },
      ]);
    });

    test(`is never passed by uploads at once, their sizes ${how}`, async (t) => {
      const { context, owner, create, upload, statusOf } = await setUp(t);
      await registerLimit(context, 'image_size_total', 5);
      await warmUp(context);
      const ids = await Promise.all(Array.from({ length: 12 }, create));
      const seen = { most: 0, done: false };
      const watch = (async () => {
        while (!seen.done) {
          const { sizeBytes } = await selectUsage(context.db, owner.project.id);
          seen.most = Math.max(seen.most, sizeBytes);
        }
      })();
      const results = await Promise.allSettled(
        ids.map(async (id) => await upload(id, MiB, told ? MiB : null)),
      );
      seen.done = true;
      await watch;
      const refused = results.filter((each) => each.status === 'rejected');
      assert.ok(refused.every((each) => fault('quota')(each.reason)));
      assert.ok(seen.most <= 5 * MiB, `${seen.most} bytes were in use or reserved`);
      const active = (await Promise.all(ids.map(statusOf))).filter((status) => status === 'active');
      assert.equal(active.length, results.length - refused.length);
      if (told) assert.equal(active.length, 5);
      assert.deepEqual(
        await selectUsage(context.db, owner.project.id),
        await recount(context, owner.project.id),
      );
    });
  }

  test('takes no byte when nothing is left, but an image without bytes', async (t) => {
    const { context, create, upload, statusOf } = await setUp(t);
    await registerLimit(context, 'image_size_total', 0);
    const id = await create();
    await assert.rejects(upload(id, 1), fault('quota'));
    await upload(id, 0);
    assert.equal(await statusOf(id), 'active');
  });

  test('has room again as soon as an image is deleted', async (t) => {
    const { context, actor, create, upload } = await setUp(t);
    await registerLimit(context, 'image_size_total', 1);
    const first = await create();
    await upload(first, MiB);
    await deleteImage(context, actor, first);
    await upload(await create(), MiB, MiB);
  });

  test('lowered below what is in use takes nothing away and lets nothing in', async (t) => {
    const { context, owner, create, upload } = await setUp(t);
    await registerLimit(context, 'image_size_total', 9);
    await upload(await create(), 2 * MiB);
    await grantLimit(context, 'image_size_total', owner.project.id, 1);
    await assert.rejects(upload(await create(), 1), fault('quota'));
  });

  test('cannot be dodged by deleting the image under its upload', async (t) => {
    const { context, actor, owner, create } = await setUp(t);
    const id = await create();
    let taken = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      const chunk = new Uint8Array(MiB);
      while (taken < 1024 * MiB) {
        taken += chunk.length;
        if (taken === 2 * MiB) await deleteImage(context, actor, id);
        yield chunk;
      }
    }
    await assert.rejects(uploadBytes(context, actor, id, endless()), fault('gone'));
    assert.ok(taken <= 80 * MiB, `${taken} bytes were taken`);
    assert.equal((await selectUsage(context.db, owner.project.id)).sizeBytes, 0);
  });

  test('under ACCORD_QUOTA=glance lets the upload through that passes it, and none after', async (t) => {
    const { context, create, upload } = await setUp(t, { quota: 'glance' });
    await registerLimit(context, 'image_size_total', 1);
    await upload(await create(), MiB, MiB);
    await upload(await create(), MiB);
    await assert.rejects(upload(await create(), MiB, MiB), fault('quota'));
    await assert.rejects(upload(await create(), MiB), fault('quota'));
  });
});

test('A quota of running uploads refuses one more until one ends, well or not', async (t) => {
  const { context, actor, create, upload, statusOf } = await setUp(t);
  await registerLimit(context, 'image_count_uploading', 1);
  const [first, second] = [await create(), await create()];
  const gate = Promise.withResolvers<void>();
  async function* waiting(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(10);
    await gate.promise;
    throw new Error('the client went away');
  }
  const running = uploadBytes(context, actor, first, waiting());
  const ended = assert.rejects(running, /went away/);
  while ((await statusOf(first)) !== 'saving');
  await assert.rejects(upload(second, 10), fault('quota'));
  assert.equal(await statusOf(second), 'queued');
  gate.resolve();
  await ended;
  await upload(second, 10);
});

test('What a project used is forgotten with it', async (t) => {
  const { context, runJobs, owner, create, upload } = await setUp(t);

  await upload(await create(), 10);
  await deleteProject(context, null, owner.project.id);
  await runJobs();
  const rows = await context.db.selectFrom('image_usage').selectAll().execute();
  assert.deepEqual(rows, []);
});
