import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { FileStore } from './file-store.ts';

async function openStore(t: TestContext): Promise<{ store: FileStore; folder: string }> {
  const parent = await mkdtemp(join(tmpdir(), 'accord-store-'));
  t.after(async () => await rm(parent, { recursive: true }));
  const folder = join(parent, 'deep', 'images');
  return { store: await FileStore.open(folder), folder };
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function stage(store: FileStore, bytes: Uint8Array): Promise<string> {
  const name = randomUUID();
  const file = await store.stage(name);
  await file.writeFile(bytes);
  await file.sync();
  await file.close();
  return name;
}

async function publish(store: FileStore, bytes: Uint8Array): Promise<string> {
  const digest = digestOf(bytes);
  await store.publish(await stage(store, bytes), digest, bytes.length);
  return digest;
}

async function contentOf(store: FileStore, digest: string): Promise<Buffer> {
  const blob = await store.read(digest);
  try {
    const bytes = await blob.handle.readFile();
    assert.equal(bytes.length, blob.size);
    return bytes;
  } finally {
    await blob.close();
  }
}

async function digestsOf(store: FileStore): Promise<string[]> {
  return (await Array.fromAsync(store.digests())).toSorted();
}

test('published bytes are read back, and nothing stays staged', async (t) => {
  const { store } = await openStore(t);
  for (const size of [0, 1, 100_000]) {
    const bytes = randomBytes(size);
    const digest = await publish(store, bytes);
    assert.ok(bytes.equals(await contentOf(store, digest)));
  }
  assert.deepEqual(await store.staged(), []);
});

test('only its own user may look into the store', async (t) => {
  const { store, folder } = await openStore(t);
  const digest = await publish(store, randomBytes(10));
  const paths = [
    'staging',
    'blobs',
    `blobs/${digest.slice(0, 2)}`,
    `blobs/${digest.slice(0, 2)}/${digest}`,
  ];
  for (const path of paths) {
    const { mode } = await stat(join(folder, path));
    assert.equal(mode & 0o077, 0, path);
  }
});

test('a blob has no name before it is published', async (t) => {
  const { store } = await openStore(t);
  const bytes = randomBytes(1000);
  const name = await stage(store, bytes);
  await assert.rejects(store.read(digestOf(bytes)), { code: 'ENOENT' });
  assert.deepEqual(await store.staged(), [name]);
  assert.deepEqual(await digestsOf(store), []);
});

test('bytes that are there already are published again without harm', async (t) => {
  const { store } = await openStore(t);
  const bytes = randomBytes(1000);
  const digest = await publish(store, bytes);
  await publish(store, bytes);
  assert.ok(bytes.equals(await contentOf(store, digest)));
  assert.deepEqual(await store.staged(), []);
});

test('a file of another size under the name of a blob is replaced by the whole one', async (t) => {
  const { store, folder } = await openStore(t);
  const bytes = randomBytes(1000);
  const digest = digestOf(bytes);
  await mkdir(join(folder, 'blobs', digest.slice(0, 2)));
  await writeFile(join(folder, 'blobs', digest.slice(0, 2), digest), bytes.subarray(0, 10));
  await publish(store, bytes);
  assert.ok(bytes.equals(await contentOf(store, digest)));
});

test('many publish the same bytes at once, and it stays whole', async (t) => {
  const { store, folder } = await openStore(t);
  const other = await FileStore.open(folder);
  const bytes = randomBytes(50_000);
  const digests = await Promise.all(
    Array.from({ length: 16 }, (_, turn) => publish(turn % 2 === 0 ? store : other, bytes)),
  );
  assert.deepEqual(new Set(digests), new Set([digestOf(bytes)]));
  assert.ok(bytes.equals(await contentOf(store, digestOf(bytes))));
  assert.deepEqual(await store.staged(), []);
});

test('an open blob is read to its end after it was removed', async (t) => {
  const { store } = await openStore(t);
  const bytes = randomBytes(300_000);
  const digest = await publish(store, bytes);
  const blob = await store.read(digest);
  await store.remove(digest);
  assert.ok(bytes.equals(await blob.handle.readFile()));
  await blob.close();
  await assert.rejects(store.read(digest), { code: 'ENOENT' });
});

test('removing and discarding what is not there is fine', async (t) => {
  const { store } = await openStore(t);
  await store.remove(digestOf(randomBytes(8)));
  await store.discard(randomUUID());
});

test('a staging name is given once', async (t) => {
  const { store } = await openStore(t);
  const name = await stage(store, randomBytes(1));
  await assert.rejects(store.stage(name), { code: 'EEXIST' });
});

test('a discarded staging file is gone', async (t) => {
  const { store } = await openStore(t);
  const name = await stage(store, randomBytes(1));
  await store.discard(name);
  assert.deepEqual(await store.staged(), []);
});

test('an opened store holds what the one before it held', async (t) => {
  const { store, folder } = await openStore(t);
  const bytes = randomBytes(1000);
  const digest = await publish(store, bytes);
  const name = await stage(store, bytes);
  const again = await FileStore.open(folder);
  assert.ok(bytes.equals(await contentOf(again, digest)));
  assert.deepEqual(await again.staged(), [name]);
  assert.deepEqual(await digestsOf(again), [digest]);
});

test('what others left in its folders is neither listed nor touched', async (t) => {
  const { store, folder } = await openStore(t);
  const digest = await publish(store, randomBytes(10));
  const strange = [
    'staging/.nfs0001',
    'staging/notes.txt',
    'blobs/README',
    `blobs/${digest.slice(0, 2)}/x~`,
  ];
  for (const path of strange) await writeFile(join(folder, path), 'not ours');
  await mkdir(join(folder, 'blobs', 'lost+found'));
  await chmod(join(folder, 'blobs', 'lost+found'), 0);
  assert.deepEqual(await store.staged(), []);
  assert.deepEqual(await digestsOf(store), [digest]);
  for (const path of strange) assert.equal(await readFile(join(folder, path), 'utf8'), 'not ours');
});

test('names that could lead out of the store are refused', async (t) => {
  const { store, folder } = await openStore(t);
  for (const name of ['../escape', '', '.', 'a/b', 'UPPER', randomUUID().toUpperCase()]) {
    await assert.rejects(store.stage(name), /not a staging name/);
    await assert.rejects(store.discard(name), /not a staging name/);
  }
  const digests = ['../../etc/passwd', '', 'ab', 'A'.repeat(64), `${'a'.repeat(64)}/x`];
  for (const digest of digests) {
    await assert.rejects(store.read(digest), /not a digest/);
    await assert.rejects(store.remove(digest), /not a digest/);
  }
  assert.deepEqual(await readdir(join(folder, 'staging')), []);
});

test('bytes that were lent can be read to their end also after the blob is gone, and nobody writes to them', async (t) => {
  const { store, folder } = await openStore(t);
  const bytes = randomBytes(1000);
  const digest = await publish(store, bytes);
  const lent = join(folder, '..', 'lent');
  await store.lend(digest, lent);
  assert.equal((await stat(lent)).mode & 0o222, 0);
  await assert.rejects(store.lend(digest, lent), { code: 'EEXIST' });
  await store.remove(digest);
  assert.ok(bytes.equals(await readFile(lent)));
});
