// Imports through the domain: what they leave in the record, the stores and the tasks.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { serveWeb } from '../../bytes/web-server.fixture.ts';
import { deleteImage } from '../delete-image.ts';
import { registerLimit } from '../quotas/limits.fixture.ts';
import { selectUsage } from '../quotas/queries.ts';
import { expireTasks } from './expire-tasks.ts';
import { digestsIn, fault, request, setUp, setUpWeb } from './imports.fixture.ts';
import { listTasksOfImage } from './read-tasks.ts';
import { startImport } from './start-import.ts';

test('staged bytes wait, and an import makes the image active with them', async (t) => {
  const world = await setUp(t);
  const bytes = randomBytes(100_000);
  const id = await world.create();
  await world.stage(id, bytes);
  const waiting = await world.show(id);
  assert.deepEqual([waiting.status, waiting.size, waiting.blob], ['uploading', 100_000, null]);
  const { requestId } = await world.begin(id, request('glance-direct'));
  assert.equal((await world.show(id)).status, 'importing');
  assert.deepEqual((await world.show(id)).importingTo, ['cheap']);
  await world.runJobs();
  const image = await world.show(id);
  assert.equal(image.status, 'active');
  assert.deepEqual([image.stores, image.importingTo, image.importFailed], [['cheap'], [], []]);
  assert.ok(bytes.equals((await world.bytesOf(id)) ?? Buffer.alloc(0)));
  const task = await world.taskOf(id);
  assert.deepEqual([task.status, task.requestId, task.message], ['success', requestId, '']);
  assert.deepEqual(await digestsIn(world.context, 'fast'), []);
});

test('an import to all stores puts a copy into each', async (t) => {
  const world = await setUp(t);
  const id = await world.create();
  await world.stage(id, randomBytes(3_000_000));
  await world.begin(id, request('glance-direct', { stores: 'all' }));
  await world.runJobs();
  const { stores, blob } = await world.show(id);
  assert.deepEqual(stores, ['cheap', 'fast']);
  for (const store of stores) assert.deepEqual(await digestsIn(world.context, store), [blob]);
});

test('bytes of another format end the import: the image is queued and takes others', async (t) => {
  const world = await setUp(t);
  const id = await world.create({ diskFormat: 'vhdx' });
  const qcow2 = Buffer.alloc(1 << 16);
  qcow2.write('QFI\u00FB', 'latin1');
  qcow2.writeUInt32BE(3, 4);
  await world.stage(id, qcow2);
  await world.begin(id, request('glance-direct'));
  await world.runJobs();
  const image = await world.show(id);
  assert.deepEqual([image.status, image.size, image.importFailed], ['queued', null, ['cheap']]);
  assert.match((await world.taskOf(id)).message, /not accepted as vhdx/);
  await world.stage(id, Buffer.from('text'));
  await deleteImage(world.context, world.actor, id);
});

test('staging twice, importing what is not staged and a second import are conflicts', async (t) => {
  const world = await setUp(t);
  const id = await world.create();
  await assert.rejects(world.begin(id, request('glance-direct')), fault('conflict'));
  await world.stage(id, randomBytes(10));
  await assert.rejects(world.stage(id, randomBytes(10)), fault('conflict'));
  await assert.rejects(
    world.begin(id, request('glance-direct', { stores: ['nowhere'] })),
    fault('conflict'),
  );
  await world.begin(id, request('glance-direct'));
  await assert.rejects(world.begin(id, request('glance-direct')), fault('conflict'));
  await world.runJobs();
});

test('an image that is deleted takes its staged bytes and its import with it', async (t) => {
  const world = await setUp(t);
  const id = await world.create();
  await world.stage(id, randomBytes(10));
  const { id: taskId } = await world.begin(id, request('glance-direct'));
  await deleteImage(world.context, world.actor, id);
  await world.runJobs();
  assert.deepEqual(await world.context.stores.staged(), []);
  const { rows } = await sql`select status from tasks where id = ${taskId}`.execute(
    world.context.db,
  );
  assert.deepEqual(rows, [{ status: 'failure' }]);
});

test('a download comes into all stores that it is for, and its address is forgotten', async (t) => {
  const bytes = randomBytes(1_500_000);
  const world = await setUpWeb(t, (_request, response) => response.end(bytes));
  const id = await world.create();
  await world.begin(id, world.download({ stores: ['fast', 'cheap'] }));
  await world.runJobs();
  assert.ok(bytes.equals((await world.bytesOf(id)) ?? Buffer.alloc(0)));
  assert.deepEqual((await world.show(id)).stores, ['cheap', 'fast']);
  assert.equal((await world.taskOf(id)).source, null);
});

test('a download that fails leaves a queued image and says why, without the address', async (t) => {
  const world = await setUpWeb(t, (_request, response) => response.writeHead(500).end());
  const id = await world.create();
  await world.begin(id, world.download());
  await world.runJobs();
  const image = await world.show(id);
  assert.deepEqual([image.status, image.importFailed], ['queued', ['cheap']]);
  const task = await world.taskOf(id);
  assert.match(task.message, /answered 500/);
  assert.doesNotMatch(JSON.stringify(task), /secret/);
});

test('a download is cut off at the size that an image may have', async (t) => {
  const web = await serveWeb(t, (_request, response) => response.end(randomBytes(200_000)));
  const settings = { importAllow: [web.hostPort], imageSizeCap: 100_000 };
  const world = await setUp(t, ['default'], settings);
  const id = await world.create();
  await world.begin(id, request('web-download', { source: web.url }));
  await world.runJobs();
  assert.match((await world.taskOf(id)).message, /larger than the limit/);
});

test('an address that must not be fetched is refused at once, and only told to who may import', async (t) => {
  const world = await setUp(t);
  const id = await world.create();
  const asked = request('web-download', { source: 'http://127.0.0.1:5432/' });
  await assert.rejects(world.begin(id, asked), fault('invalid'));
  assert.equal((await world.show(id)).status, 'queued');
  const stranger = { ...world.actor, scope: world.admin.scope };
  await assert.rejects(startImport(world.context, stranger, id, asked), fault('notFound'));
});

test('tasks are forgotten when their time has come, open ones never', async (t) => {
  const world = await setUp(t);
  const [done, open] = [await world.create(), await world.create()];
  await world.stage(done, randomBytes(10));
  await world.begin(done, request('glance-direct'));
  await world.runJobs();
  await world.stage(open, randomBytes(11));
  await world.begin(open, request('glance-direct'));
  await sql`update tasks set expires_at = now() - interval '1 second' where expires_at is not null`.execute(
    world.context.db,
  );
  await expireTasks(world.context);
  assert.deepEqual(await listTasksOfImage(world.context, world.actor, done), []);
  assert.equal((await world.taskOf(open)).status, 'pending');
  await world.runJobs();
});

test('an import that would pass the quota of bytes ends, and leaves nothing counted', async (t) => {
  const world = await setUpWeb(t, (_request, response) => response.end(Buffer.alloc(2 << 20)));
  await registerLimit(world.context, 'image_size_total', 1);
  const [staged, fetched] = [await world.create(), await world.create()];
  await world.stage(staged, Buffer.alloc(2 << 20));
  await world.begin(staged, request('glance-direct'));
  await world.begin(fetched, world.download());
  await world.runJobs();
  for (const id of [staged, fetched]) {
    assert.equal((await world.show(id)).status, 'queued');
    assert.match((await world.taskOf(id)).message, /over its quota: image_size_total/);
  }
  const { owner } = await world.show(staged);
  const { uploading, sizeBytes, stageBytes } = await selectUsage(world.context.db, owner);
  assert.deepEqual([uploading, sizeBytes, stageBytes], [0, 0, 0]);
});
