import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { makeSampleDisk } from './sample-disk.ts';

const run = promisify(execFile);
const PARTITION = 1024 * 1024;

describe('the sample disk', () => {
  const disk = makeSampleDisk();
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'accord-sample-'));
    await writeFile(join(folder, 'disk'), disk);
    await writeFile(join(folder, 'partition'), disk.subarray(PARTITION));
  });
  after(async () => rm(folder, { recursive: true }));

  test('is 8 MiB and the same at every call', () => {
    assert.equal(disk.length, 8 * 1024 * 1024);
    assert.ok(makeSampleDisk().equals(disk));
  });

  test('has one FAT16 partition without a boot flag, says sfdisk', async () => {
    const { stdout } = await run('sfdisk', ['--dump', join(folder, 'disk')]);
    const partitions = stdout.split('\n').filter((line) => line.includes('start='));
    assert.equal(partitions.length, 1);
    assert.match(partitions[0] ?? '', /start= +2048, size= +14336, type=e$/);
  });

  test('has a sound file system, says fsck.fat', async () => {
    const { stdout } = await run('fsck.fat', ['-n', '-v', join(folder, 'partition')]);
    // The label counts as one of them.
    assert.match(stdout, / 2 files, 1\/7123 clusters/);
    assert.doesNotMatch(stdout, /differ|dirty|wrong|invalid/i);
  });

  test('is labelled ACCORD, says mlabel', async () => {
    const { stdout } = await run('mlabel', ['-s', '-i', join(folder, 'partition'), '::']);
    assert.match(stdout, /Volume label is ACCORD/);
  });

  test('holds a README that mtype reads from the partition', async () => {
    const { stdout } = await run('mtype', ['-i', `${join(folder, 'disk')}@@1M`, '::README.TXT']);
    assert.match(stdout, /^This is the sample disk of Accord/);
    assert.match(stdout, /delete it\.\r?\n$/);
  });
});
