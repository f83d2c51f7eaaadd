import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { testService } from '../../../test/support/test-service.ts';
import { sampleLuks } from '../bytes/format/samples/plain.ts';
import { sampleQcow2 } from '../bytes/format/samples/qcow2.ts';
import type { Settings } from '../settings.ts';
import { createImage, type NewImage } from './create-image.ts';
import { deleteImage } from './delete-image.ts';
import { findImage } from './find-image.ts';
import type { SeenImage } from './image.ts';
import { openBytes } from './read-bytes.ts';
import { uploadBytes } from './upload-bytes.ts';

const text = new TextEncoder().encode('not a disk of any format');

async function* chunks(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

interface World {
  readonly id: string;
  upload(source: AsyncIterable<Uint8Array>): Promise<void>;
  remove(): Promise<void>;
  show(): Promise<SeenImage>;
  download(): Promise<Buffer>;
  /** Blobs with a row, and files on their way in. */
  kept(): Promise<{ blobs: number; staged: string[] }>;
}

async function queued(
  t: TestContext,
  draft: NewImage,
  settings: Partial<Settings> = {},
): Promise<World> {
  const service = await testService(t, settings);
  const { context } = service;
  const { actor } = await service.person();
  const { id } = await createImage(context, actor, draft);
  return {
    id,
    upload: async (source) => await uploadBytes(context, actor, id, source),
    remove: async () => await deleteImage(context, actor, id),
    show: async () => await findImage(context, context.db, actor, id, 'image.show'),
    async download() {
      const { blob } = await openBytes(context, actor, id);
      if (blob === null) throw new Error('there are no bytes');
      const buffer = Buffer.alloc(blob.size);
      await blob.handle.read(buffer, 0, buffer.length, 0);
      await blob.close();
      return buffer;
    },
    async kept() {
      const rows = await context.db.selectFrom('blobs').select('digest').execute();
      return { blobs: rows.length, staged: await context.stores.staged() };
    },
  };
}

const raw = { diskFormat: 'raw', containerFormat: 'bare' } as const;
const qcow2 = { diskFormat: 'qcow2', containerFormat: 'bare' } as const;
const nothing = { blobs: 0, staged: [] };

test('the bytes come back as they went, with their size and sums', async (t) => {
  const world = await queued(t, raw);
  const parts = [Buffer.alloc(700_000, 1), Buffer.alloc(900_000, 2), Buffer.alloc(1_300_001, 3)];
  const whole = Buffer.concat(parts);
  await world.upload(chunks(...parts));
  const image = await world.show();
  assert.deepEqual(
    { status: image.status, size: image.size, blob: image.blob, checksum: image.checksum },
    {
      status: 'active',
      size: whole.length,
      blob: createHash('sha256').update(whole).digest('hex'),
      checksum: createHash('md5').update(whole).digest('hex'),
    },
  );
  assert.ok((await world.download()).equals(whole));
});

test('an empty image is an image', async (t) => {
  const world = await queued(t, qcow2);
  await world.upload(chunks());
  const { status, size } = await world.show();
  assert.deepEqual({ status, size }, { status: 'active', size: 0 });
});

test('bytes of another format are refused, the image is queued again and nothing is kept', async (t) => {
  const world = await queued(t, raw);
  await assert.rejects(world.upload(chunks(sampleQcow2())), {
    kind: 'invalid',
    code: 'image.format-mismatch',
  });
  const { status, blob, size, checksum } = await world.show();
  assert.deepEqual(
    { status, blob, size, checksum },
    { status: 'queued', blob: null, size: null, checksum: null },
  );
  assert.deepEqual(await world.kept(), nothing);
});

test('an image that was refused takes the right bytes afterwards', async (t) => {
  const world = await queued(t, qcow2);
  await assert.rejects(world.upload(chunks(sampleLuks())), { code: 'image.format-mismatch' });
  await world.upload(chunks(sampleQcow2()));
  const { status, detectedFormat, virtualSize } = await world.show();
  assert.deepEqual(
    { status, detectedFormat, virtualSize },
    { status: 'active', detectedFormat: 'qcow2', virtualSize: 64 << 20 },
  );
});

test('bytes of no known format are flagged under a structured one', async (t) => {
  const world = await queued(t, qcow2);
  await world.upload(chunks(text));
  const { status, detectedFormat } = await world.show();
  assert.deepEqual({ status, detectedFormat }, { status: 'active', detectedFormat: 'unknown' });
});

test('bytes of no known format are refused where the setting is strict', async (t) => {
  const world = await queued(t, qcow2, { format: 'strict' });
  await assert.rejects(world.upload(chunks(text)), { code: 'image.format-mismatch' });
  assert.equal((await world.show()).status, 'queued');
  assert.deepEqual(await world.kept(), nothing);
});

test('a LUKS volume is found to be encrypted', async (t) => {
  const world = await queued(t, raw);
  await world.upload(chunks(sampleLuks()));
  assert.equal((await world.show()).encrypted, true);
});

test('more bytes than the cap are refused as soon as they are too many', async (t) => {
  const world = await queued(t, raw, { imageSizeCap: 1000 });
  let asked = 0;
  const endless = async function* (): AsyncGenerator<Uint8Array> {
    for (;;) {
      asked += 1;
      yield Buffer.alloc(400);
    }
  };
  await assert.rejects(world.upload(endless()), { kind: 'tooLarge', code: 'image.too-large' });
  assert.equal(asked, 3);
  assert.equal((await world.show()).status, 'queued');
  assert.deepEqual(await world.kept(), nothing);
});

test('exactly as many bytes as the cap are taken', async (t) => {
  const world = await queued(t, raw, { imageSizeCap: 1000 });
  await world.upload(chunks(Buffer.alloc(1000)));
  assert.equal((await world.show()).size, 1000);
});

test('a transfer that breaks leaves the image queued and nothing behind', async (t) => {
  const world = await queued(t, raw);
  const breaking = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(3 << 20);
    throw new Error('the client has gone');
  };
  await assert.rejects(world.upload(breaking()), /the client has gone/);
  assert.equal((await world.show()).status, 'queued');
  assert.deepEqual(await world.kept(), nothing);
});

test('an image that is deleted while its bytes come stays deleted, and nothing is kept', async (t) => {
  const world = await queued(t, raw);
  const deleting = async function* (): AsyncGenerator<Uint8Array> {
    yield text;
    await world.remove();
    yield text;
  };
  await assert.rejects(world.upload(deleting()), { kind: 'gone', code: 'image.deleted-meanwhile' });
  await assert.rejects(world.show(), { kind: 'notFound' });
  assert.deepEqual(await world.kept(), nothing);
});

test('a second upload is refused while the first goes on, and does not disturb it', async (t) => {
  const world = await queued(t, raw);
  const meeting = async function* (): AsyncGenerator<Uint8Array> {
    yield text;
    await assert.rejects(world.upload(chunks(text)), { code: 'image.wrong-status' });
    yield text;
  };
  await world.upload(meeting());
  assert.equal((await world.show()).size, 2 * text.length);
});

test('an image with bytes takes no others', async (t) => {
  const world = await queued(t, raw);
  await world.upload(chunks(text));
  await assert.rejects(world.upload(chunks(text)), { kind: 'conflict' });
});

test('an image needs its formats before it takes bytes', async (t) => {
  const world = await queued(t, { diskFormat: 'raw' });
  await assert.rejects(world.upload(chunks(text)), { code: 'image.formats-missing' });
  assert.equal((await world.show()).status, 'queued');
});
