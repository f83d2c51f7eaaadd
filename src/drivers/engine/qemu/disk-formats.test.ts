import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { baseOf, refused } from '../engine.contract.ts';
import type { DiskBase } from '../engine.ts';
import { QemuBench } from './qemu-bench.fixture.ts';

const run = promisify(execFile);

interface Files {
  readonly bench: QemuBench;
  readonly above: string;
}

async function open(t: TestContext): Promise<Files> {
  const bench = await QemuBench.open(t);
  return { bench, above: join(bench.folder, '..') };
}

async function fileAsBase(file: string, format: DiskBase['format']): Promise<DiskBase> {
  return {
    digest: createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
    format,
    bring: async (to) => await copyFile(file, to),
  };
}

/** What a guest would see of a new disk upon that base. */
async function contentUpon({ bench, above }: Files, base: DiskBase): Promise<Buffer> {
  const diskId = await bench.disk(base);
  const [copy, raw] = [join(above, randomUUID()), join(above, randomUUID())];
  const options = { signal: new AbortController().signal, progress: () => undefined };
  await bench.engine.copyDisks(null, [{ diskId, file: copy }], options);
  await run('qemu-img', ['convert', '-f', 'qcow2', '-O', 'raw', copy, raw]);
  return await readFile(raw);
}

test('a raw disk that begins like another format stays a raw disk', async (t) => {
  const files = await open(t);
  const file = join(files.above, 'liar');
  await run('qemu-img', [
    'create',
    '-q',
    '-f',
    'qcow2',
    '-u',
    '-b',
    '/etc/passwd',
    '-F',
    'raw',
    file,
    '1M',
  ]);
  const bytes = await readFile(file);
  const seen = await contentUpon(files, baseOf(bytes));
  assert.equal(seen.subarray(0, bytes.length).compare(bytes), 0);
});

test('a base that needs another file is refused', async (t) => {
  const { bench, above } = await open(t);
  const [backed, split, flat] = [join(above, 'backed'), join(above, 'split'), join(above, 'flat')];
  await run('qemu-img', [
    'create',
    '-q',
    '-f',
    'qcow2',
    '-u',
    '-b',
    '/etc/passwd',
    '-F',
    'raw',
    backed,
    '1M',
  ]);
  const data = `data_file=${join(above, 'data')}`;
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', '-o', data, split, '1M']);
  await run('qemu-img', [
    'create',
    '-q',
    '-f',
    'vmdk',
    '-o',
    'subformat=monolithicFlat',
    flat,
    '1M',
  ]);
  for (const file of [backed, split]) {
    await refused(bench.disk(await fileAsBase(file, 'qcow2')), 'bad-base');
  }
  await refused(bench.disk(await fileAsBase(flat, 'vmdk')), 'bad-base');
  assert.deepEqual((await bench.engine.holdings()).bases, []);
});

test('what is not what it is said to be is refused', async (t) => {
  const { bench } = await open(t);
  for (const format of ['qcow2', 'vmdk', 'vdi', 'vhdx'] as const) {
    const base = { ...baseOf(Buffer.alloc(65_536, 'no disk')), format };
    await refused(bench.disk(base), 'bad-base');
  }
});

test('other formats are converted once', async (t) => {
  const files = await open(t);
  const raw = join(files.above, 'raw');
  await writeFile(raw, Buffer.alloc(2 ** 20, 'what is on it'));
  const tools = { qcow2: 'qcow2', vhd: 'vpc', vhdx: 'vhdx', vmdk: 'vmdk', vdi: 'vdi' } as const;
  for (const [format, tool] of Object.entries(tools)) {
    const file = join(files.above, format);
    await run('qemu-img', ['convert', '-f', 'raw', '-O', tool, raw, file]);
    let brought = 0;
    const base = await fileAsBase(file, format as keyof typeof tools);
    const bring = async (to: string): Promise<void> => {
      brought++;
      await base.bring(to);
    };
    await files.bench.disk({ ...base, bring });
    const seen = await contentUpon(files, { ...base, bring });
    assert.equal(seen.subarray(0, 2 ** 20).compare(await readFile(raw)), 0, format);
    assert.equal(brought, 1);
  }
});

test('a disk is not smaller than what it begins with', async (t) => {
  const { bench } = await open(t);
  const base = baseOf(Buffer.alloc(2 ** 20));
  await refused(bench.engine.makeDisk({ id: randomUUID(), bytes: 2 ** 19, base }), 'bad-base');
});
