// An image in several stores: how copies come, are read, and go.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Fault } from '../../fault.ts';
import { deleteImage } from '../delete-image.ts';
import { removeCopy } from '../remove-copy.ts';
import { uploadBytes } from '../upload-bytes.ts';
import { digestsIn, fault, inOnePiece, request, setUp } from './imports.fixture.ts';
import { startImport } from './start-import.ts';

test('a copy goes to the stores that have none, while the image stays active', async (t) => {
  const world = await setUp(t, ['a', 'b', 'c']);
  const bytes = randomBytes(2_000_000);
  const id = await world.create();
  await uploadBytes(world.context, world.actor, id, inOnePiece(bytes), null, 'b');
  assert.deepEqual((await world.show(id)).stores, ['b']);
  await world.begin(id, request('copy-image', { stores: 'all' }));
  assert.deepEqual((await world.show(id)).importingTo, ['a', 'c']);
  assert.equal((await world.show(id)).status, 'active');
  await world.runJobs();
  const { stores, blob } = await world.show(id);
  assert.deepEqual(stores, ['a', 'b', 'c']);
  for (const store of stores) assert.deepEqual(await digestsIn(world.context, store), [blob]);
  await assert.rejects(world.begin(id, request('copy-image', { stores: ['a'] })), fault('invalid'));
  const again = request('copy-image', { stores: 'all' });
  assert.equal(await startImport(world.context, world.admin, id, again), null);
});

test('a store that cannot take the bytes fails all, or itself alone when that is allowed', async (t) => {
  const world = await setUp(t);
  const fast = world.context.stores.get('fast');
  fast.stage = async () => {
    throw new Fault('unavailable', 'store.full', 'The image store is full.');
  };
  const copied = await world.create();
  await uploadBytes(world.context, world.actor, copied, inOnePiece(randomBytes(10)));
  await world.begin(copied, request('copy-image', { stores: 'all' }));
  await world.runJobs();
  const image = await world.show(copied);
  assert.deepEqual(
    [image.status, image.stores, image.importFailed],
    ['active', ['cheap'], ['fast']],
  );
  const lenient = await world.create();
  await world.stage(lenient, randomBytes(10));
  await world.begin(lenient, request('glance-direct', { stores: 'all', allMustSucceed: false }));
  await world.runJobs();
  const other = await world.show(lenient);
  assert.deepEqual(
    [other.status, other.stores, other.importFailed],
    ['active', ['cheap'], ['fast']],
  );
});

test('a copy is removed from one store and its bytes go from there, but never the last one', async (t) => {
  const world = await setUp(t);
  const id = await world.create();
  const bytes = randomBytes(1000);
  await world.stage(id, bytes);
  await world.begin(id, request('glance-direct', { stores: 'all' }));
  await world.runJobs();
  const remove = async (by: typeof world.actor, store: string) =>
    await removeCopy(world.context, by, id, store);
  await assert.rejects(remove(world.actor, 'cheap'), fault('forbidden'));
  await assert.rejects(remove(world.admin, 'nowhere'), fault('conflict'));
  await remove(world.admin, 'cheap');
  await world.runJobs();
  assert.deepEqual(await digestsIn(world.context, 'cheap'), []);
  assert.ok(bytes.equals((await world.bytesOf(id)) ?? Buffer.alloc(0)));
  await assert.rejects(remove(world.admin, 'fast'), fault('forbidden'));
  await assert.rejects(remove(world.admin, 'cheap'), fault('forbidden'));
});

test('a copy that another image keeps there stays when one image gives it up', async (t) => {
  const world = await setUp(t);
  const bytes = randomBytes(1000);
  const [one, other] = [await world.create(), await world.create()];
  for (const id of [one, other]) {
    await world.stage(id, bytes);
    await world.begin(id, request('glance-direct', { stores: 'all' }));
  }
  await world.runJobs();
  await removeCopy(world.context, world.admin, one, 'fast');
  await deleteImage(world.context, world.actor, one);
  await world.runJobs();
  assert.equal((await digestsIn(world.context, 'fast')).length, 1);
  await deleteImage(world.context, world.actor, other);
  await world.runJobs();
  assert.deepEqual(await digestsIn(world.context, 'fast'), []);
  assert.deepEqual(await digestsIn(world.context, 'cheap'), []);
});

test('an image is read from another copy when one is lost', async (t) => {
  const world = await setUp(t);
  const id = await world.create();
  const bytes = randomBytes(1000);
  await world.stage(id, bytes);
  await world.begin(id, request('glance-direct', { stores: 'all' }));
  await world.runJobs();
  await world.context.stores.default.remove((await world.show(id)).blob ?? '');
  assert.ok(bytes.equals((await world.bytesOf(id)) ?? Buffer.alloc(0)));
});
