import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { sweepStores } from '../bytes/reclaim-blob.ts';
import type { Context } from '../context.ts';
import { findImage } from './find-image.ts';
import { recoverUploads } from './recover-uploads.ts';
import { afterTurns, hashOf, openReplicas, outcomeOf, plantImages } from './replicas.fixture.ts';
import { uploadBytes } from './upload-bytes.ts';

async function setUp(t: TestContext) {
  const replicas = await openReplicas(t);
  const owner = await replicas.person();
  const [image = ''] = await plantImages(replicas.one, 1, { owner, bytes: null });
  const statusIn = async (context: Context): Promise<string> =>
    (await findImage(context, context.db, owner.actor, image, 'image.show')).status;
  return { ...replicas, owner, image, statusIn };
}

/** An upload as a process leaves it that dies in the middle: a number that nobody holds, a row, a part of the bytes. */
async function leaveUpload({ db, stores }: Context, image: string): Promise<string> {
  const upload = randomUUID();
  await sql`update images set status = 'saving' where id = ${image}`.execute(db);
  await sql`insert into uploads (id, image_id, process_id) values (${upload}, ${image}, 4711)`.execute(
    db,
  );
  const file = await stores.default.stage(upload);
  await file.writeFile(randomBytes(1000));
  await file.close();
  return upload;
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test('the upload of a dead process is undone: its image is queued and takes bytes again', async (t) => {
  const { one, other, owner, image, statusIn } = await setUp(t);
  await leaveUpload(one, image);
  assert.equal(await statusIn(other), 'saving');
  assert.equal(await recoverUploads(other), 1);
  assert.equal(await statusIn(other), 'queued');
  assert.deepEqual(await other.stores.staged(), []);
  await uploadBytes(one, owner.actor, image, inOnePiece(Buffer.from('bytes')));
  assert.equal(await statusIn(one), 'active');
});

test('a second recovery has nothing to do', async (t) => {
  const { one, image } = await setUp(t);
  await leaveUpload(one, image);
  assert.equal(await recoverUploads(one), 1);
  assert.equal(await recoverUploads(one), 0);
});

test("two that recover at once do not get in each other's way", async (t) => {
  const { one, other, image, statusIn } = await setUp(t);
  await leaveUpload(one, image);
  await Promise.all([recoverUploads(one), recoverUploads(other)]);
  assert.equal(await statusIn(one), 'queued');
  assert.deepEqual(await one.stores.staged(), []);
});

test('staged bytes without an upload go', async (t) => {
  const { one, statusIn } = await setUp(t);
  const file = await one.stores.default.stage(randomUUID());
  await file.close();
  assert.equal(await recoverUploads(one), 0);
  assert.deepEqual(await one.stores.staged(), []);
  assert.equal(await statusIn(one), 'queued');
});

test('a row whose process died before it staged anything is undone', async (t) => {
  const { one, image, statusIn } = await setUp(t);
  const upload = await leaveUpload(one, image);
  await one.stores.discard(upload);
  assert.equal(await recoverUploads(one), 1);
  assert.equal(await statusIn(one), 'queued');
});

test('bytes that a dead process published without committing are swept away', async (t) => {
  const { one, image } = await setUp(t);
  const upload = await leaveUpload(one, image);
  const bytes = randomBytes(1000);
  await writeStaged(one, upload, bytes);
  await one.stores.default.publish(upload, hashOf('sha256', bytes), bytes.length);
  await recoverUploads(one);
  assert.equal(await sweepStores(one), 1);
  assert.deepEqual(await Array.fromAsync(one.stores.default.digests()), []);
});

async function writeStaged({ stores }: Context, upload: string, bytes: Uint8Array): Promise<void> {
  await stores.discard(upload);
  const file = await stores.default.stage(upload);
  await writeFile(file, bytes);
  await file.close();
}

test('uploads of living processes go on undisturbed while others recover', async (t) => {
  const { one, other, owner, image, statusIn } = await setUp(t);
  const state = { uploading: true, recoveries: 0 };
  const recovering = (async () => {
    while (state.uploading) {
      assert.equal(await recoverUploads(other), 0);
      state.recoveries += 1;
    }
  })();
  async function* slowly(): AsyncGenerator<Uint8Array> {
    const enough = state.recoveries + 20;
    yield randomBytes(1000);
    while (state.recoveries < enough) await afterTurns(1);
    yield randomBytes(1000);
  }
  assert.equal(await outcomeOf(uploadBytes(one, owner.actor, image, slowly())), 'done');
  state.uploading = false;
  await recovering;
  assert.equal(await statusIn(one), 'active');
});

test('an upload that was taken for dead does not become active, and harms no other', async (t) => {
  const { one, other, owner, image, statusIn } = await setUp(t);
  const bytes = randomBytes(1000);
  async function* overtaken(): AsyncGenerator<Uint8Array> {
    yield randomBytes(1000);
    // As if its process had lost its connection, and with it its number.
    await sql`update uploads set process_id = 4711`.execute(one.db);
    assert.equal(await recoverUploads(other), 1);
    await uploadBytes(other, owner.actor, image, inOnePiece(bytes));
    yield randomBytes(1000);
  }
  assert.equal(await outcomeOf(uploadBytes(one, owner.actor, image, overtaken())), 'gone');
  assert.equal(await statusIn(one), 'active');
  const found = await findImage(one, one.db, owner.actor, image, 'image.show');
  assert.equal(found.blob, hashOf('sha256', bytes));
});
