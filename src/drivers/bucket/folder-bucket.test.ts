import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { newHexId } from '../../lib/ids.ts';
import { FolderBucket } from './folder-bucket.ts';

const never = new AbortController().signal;

async function setUp(t: TestContext) {
  const outside = await mkdtemp(join(tmpdir(), 'accord-bucket-'));
  t.after(async () => await rm(outside, { recursive: true }));
  const folder = join(outside, 'bucket');
  await mkdir(folder);
  await writeFile(join(outside, 'secret'), 'secret');
  return { outside, folder, bucket: await FolderBucket.open(folder) };
}

async function* pieces(...all: readonly (Uint8Array | string)[]): AsyncGenerator<Uint8Array> {
  for (const piece of all) yield Buffer.from(piece);
}

async function textOf(bucket: FolderBucket, key: string): Promise<string | null> {
  const object = await bucket.read(key);
  if (object === null) return null;
  try {
    const read: Buffer[] = [];
    for await (const chunk of object.bytes(never)) read.push(Buffer.from(chunk));
    const bytes = Buffer.concat(read);
    assert.equal(bytes.length, object.size);
    return bytes.toString('latin1');
  } finally {
    await object.close();
  }
}

test('what is written under a name with slashes is read under it', async (t) => {
  const { bucket, folder } = await setUp(t);
  const bytes = randomBytes(3_000_001);
  const parts = pieces(bytes.subarray(0, 1_500_000), bytes.subarray(1_500_000));
  assert.equal(await bucket.put('天/b c/disk.qcow2', newHexId(), parts), true);
  assert.equal(await textOf(bucket, '天/b c/disk.qcow2'), bytes.toString('latin1'));
  assert.deepEqual(await readdir(join(folder, '.accord')), []);
  assert.equal(await textOf(bucket, '天/b c'), null);
  assert.equal(await textOf(bucket, '天/b c/disk.qcow2/more'), null);
  assert.equal(await textOf(bucket, 'none'), null);
});

test('no name leads out of the folder', async (t) => {
  const { bucket, outside } = await setUp(t);
  const hostile = [
    '',
    '.',
    '..',
    '../secret',
    'a/../../secret',
    'a/..',
    './a',
    '/',
    '/etc/passwd',
    join(outside, 'secret'),
    'a//b',
    'a/',
    'a\0b',
    '\ud800',
    'x'.repeat(256),
    `${'x/'.repeat(600)}x`,
    '.accord',
    '.accord/part',
  ];
  for (const key of hostile) {
    assert.equal(bucket.accepts(key), false, key);
    await assert.rejects(bucket.read(key), /not the name of an object/);
    await assert.rejects(bucket.put(key, newHexId(), pieces('x')), /not the name of an object/);
  }
  for (const key of ['..a', 'a..', '...', 'a/.accord', 'a\\..\\b', '%2e%2e/a', 'x'.repeat(255)]) {
    assert.equal(bucket.accepts(key), true, key);
    assert.equal(await textOf(bucket, key), null, key);
  }
});

test('symbolic links are no objects and lead nowhere', async (t) => {
  const { bucket, folder, outside } = await setUp(t);
  await symlink(join(outside, 'secret'), join(folder, 'link'));
  await symlink(outside, join(folder, 'way'));
  await symlink('link', join(folder, 'chain'));
  for (const key of ['link', 'chain', 'way', 'way/secret']) {
    assert.equal(await textOf(bucket, key), null, key);
    assert.equal(await bucket.put(key, newHexId(), pieces('x')), false, key);
  }
  assert.equal(await bucket.put('way/new', newHexId(), pieces('x')), false);
  assert.deepEqual((await readdir(outside)).toSorted(), ['bucket', 'secret']);
  assert.equal(await readFile(join(outside, 'secret'), 'utf8'), 'secret');
});

test('folders and pipes are no objects', async (t) => {
  const { bucket, folder } = await setUp(t);
  await promisify(execFile)('mkfifo', [join(folder, 'pipe')]);
  await mkdir(join(folder, 'sub'));
  assert.equal(await textOf(bucket, 'pipe'), null);
  assert.equal(await textOf(bucket, 'sub'), null);
});

test('nothing is overwritten, and of two writers one wins', async (t) => {
  const { bucket } = await setUp(t);
  const results = await Promise.all(
    ['one', 'two'].map(async (text) => await bucket.put('a', newHexId(), pieces(text))),
  );
  assert.equal(results.filter(Boolean).length, 1);
  assert.equal(await textOf(bucket, 'a'), results[0] === true ? 'one' : 'two');
  assert.equal(await bucket.put('a/b', newHexId(), pieces('x')), false);
});

test('an object whose source fails is not there, and leaves nothing', async (t) => {
  const { bucket, folder } = await setUp(t);
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half');
    assert.equal((await readdir(join(folder, '.accord'))).length, 1);
    throw new Error('the source is gone');
  }
  await assert.rejects(bucket.put('a', newHexId(), failing()), /the source is gone/);
  assert.equal(await textOf(bucket, 'a'), null);
  assert.deepEqual(await readdir(join(folder, '.accord')), []);
});

test('what an earlier attempt left goes with the next, and what is old with any', async (t) => {
  const { bucket, folder } = await setUp(t);
  const parts = join(folder, '.accord');
  await mkdir(parts);
  const [mine, old, other] = [newHexId(), newHexId(), newHexId()];
  for (const owner of [mine, old, other]) await writeFile(join(parts, `${owner}.part`), 'half');
  await writeFile(join(parts, 'note'), 'not ours');
  await utimes(join(parts, `${old}.part`), 0, 0);
  await utimes(join(parts, 'note'), 0, 0);
  assert.equal(await bucket.put('a', mine, pieces('whole')), true);
  assert.deepEqual((await readdir(parts)).toSorted(), [`${other}.part`, 'note'].toSorted());
});

test('a bucket needs a folder that is there', async (t) => {
  const { folder, outside } = await setUp(t);
  await assert.rejects(FolderBucket.open(join(folder, 'none')), /does not exist/);
  await assert.rejects(FolderBucket.open(join(outside, 'secret')), /does not exist/);
});

test('reading ends when it is to end', async (t) => {
  const { bucket } = await setUp(t);
  await bucket.put('a', newHexId(), pieces(randomBytes(2_000_000)));
  const ending = new AbortController();
  const object = (await bucket.read('a')) ?? assert.fail();
  await assert.rejects(async () => {
    for await (const chunk of object.bytes(ending.signal)) {
      assert.ok(chunk.length > 0);
      ending.abort();
    }
  });
  await object.close();
});
