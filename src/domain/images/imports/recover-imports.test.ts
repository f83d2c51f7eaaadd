// What a process leaves that dies in the middle of a staging or an import, and what others make of it.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { deleteImage } from '../delete-image.ts';
import { recoverUploads } from '../recover-uploads.ts';
import { claimTask } from './claim-task.ts';
import { inOnePiece, request, setUp, setUpWeb } from './imports.fixture.ts';
import { runImport } from './run-import.ts';
import { stageImage } from './stage-image.ts';

const never = new AbortController().signal;

test('staged bytes survive the process that took them, and a recovery', async (t) => {
  const world = await setUp(t);
  const bytes = randomBytes(5000);
  const id = await world.create();
  await stageImage({ ...world.context, processId: 4711 }, world.actor, id, inOnePiece(bytes));
  assert.equal(await recoverUploads(world.context), 0);
  await world.begin(id, request('glance-direct'));
  await world.runJobs();
  assert.ok(bytes.equals((await world.bytesOf(id)) ?? Buffer.alloc(0)));
});

test('a staging that its process did not live to end is undone', async (t) => {
  const world = await setUp(t);
  const id = await world.create();
  const upload = randomUUID();
  const { db, stores } = world.context;
  await sql`update images set status = 'uploading' where id = ${id}`.execute(db);
  await sql`insert into uploads (id, image_id, process_id, staged) values (${upload}, ${id}, 4711, true)`.execute(
    db,
  );
  await (await stores.default.stage(upload)).close();
  assert.equal(await recoverUploads(world.context), 1);
  assert.equal((await world.show(id)).status, 'queued');
});

test('an import whose process died goes on in another', async (t) => {
  const world = await setUp(t);
  const bytes = randomBytes(200_000);
  const id = await world.create();
  await world.stage(id, bytes);
  const task = await world.begin(id, request('glance-direct', { stores: 'all' }));
  const dead = { ...world.context, processId: 4711 };
  const claim = await claimTask(dead, task.id, randomUUID());
  assert.ok(claim?.staged);
  // So far had it come: the bytes have got their second name.
  await dead.stores.default.linkStaged(claim.staged.name, claim.upload);
  assert.equal((await world.taskOf(id)).status, 'processing');
  assert.equal(await recoverUploads(world.context), 1);
  await world.runJobs();
  assert.ok(bytes.equals((await world.bytesOf(id)) ?? Buffer.alloc(0)));
  assert.equal((await world.taskOf(id)).status, 'success');
  assert.equal(await recoverUploads(world.context), 0);
});

test('an import whose process died before it began is found and run', async (t) => {
  const world = await setUp(t);
  const id = await world.create();
  await world.stage(id, randomBytes(10));
  await world.begin(id, request('glance-direct'));
  await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'a dead worker'`.execute(
    world.context.db,
  );
  await sql`update tasks set updated_at = now() - interval '2 minutes'`.execute(world.context.db);
  await recoverUploads(world.context);
  await sql`delete from graphile_worker._private_jobs where locked_at is not null`.execute(
    world.context.db,
  );
  await world.runJobs();
  assert.equal((await world.show(id)).status, 'active');
});

test('an import that is cut off every time is given up: the image is queued', async (t) => {
  const world = await setUp(t);
  const id = await world.create();
  await world.stage(id, randomBytes(10));
  const task = await world.begin(id, request('glance-direct'));
  for (let turn = 0; turn < 3; turn += 1) {
    const dead = { ...world.context, processId: 4711 };
    assert.ok((await claimTask(dead, task.id, randomUUID())) !== null);
    await recoverUploads(world.context);
  }
  await world.runJobs();
  assert.equal((await world.show(id)).status, 'queued');
  assert.match((await world.taskOf(id)).message, /given up/);
});

test('who lost its import to another process neither finishes nor fails it', async (t) => {
  const arrived = Promise.withResolvers<void>();
  const world = await setUpWeb(t, (_request, response) => {
    response.write('some', () => arrived.resolve());
    world.release = () => response.end();
  });
  const id = await world.create();
  const task = await world.begin(id, world.download());
  const slow = runImport({ ...world.context, processId: 4711 }, task.id, never);
  await arrived.promise;
  assert.equal(await recoverUploads(world.context), 1);
  world.release();
  await slow;
  assert.equal((await world.taskOf(id)).status, 'processing');
  await deleteImage(world.context, world.actor, id);
  await world.runJobs();
});

test('an import that the end of its process cuts off stays open', async (t) => {
  const arrived = Promise.withResolvers<void>();
  const world = await setUpWeb(t, (_request, response) => {
    response.write('some', () => arrived.resolve());
    world.release = () => response.end();
  });
  const id = await world.create();
  const task = await world.begin(id, world.download());
  const ending = new AbortController();
  const running = runImport({ ...world.context, processId: 4711 }, task.id, ending.signal);
  await arrived.promise;
  ending.abort();
  await assert.rejects(running);
  assert.equal((await world.show(id)).status, 'importing');
  assert.equal(await recoverUploads(world.context), 1);
  await deleteImage(world.context, world.actor, id);
  await world.runJobs();
});
