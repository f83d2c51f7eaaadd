import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ControlGroups } from './control-group.ts';

// Tests may not divide the machine that they run on: an ordinary folder shows what would be written.
test('a server’s program is enclosed with its guest’s memory and processors, and some more', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'accord-group-'));
  t.after(async () => await rm(root, { recursive: true }));
  assert.equal(await ControlGroups.open('one', root), null);
  await writeFile(join(root, 'cgroup.controllers'), 'cpu memory pids');
  const groups = await ControlGroups.open('one', root);
  assert.ok(groups);
  assert.equal(await readFile(join(root, 'cgroup.subtree_control'), 'utf8'), '+memory +cpu +pids');
  await groups.enclose(17, { id: 'server', memory: 256, vcpus: 2 });
  const read = async (name: string): Promise<string> =>
    await readFile(join(root, 'accord-one', 'server', name), 'utf8');
  assert.equal(await read('memory.max'), String((256 + 640) * 2 ** 20));
  assert.equal(await read('pids.max'), '160');
  assert.equal(await read('cpu.max'), '300000 100000');
  assert.equal(await read('cgroup.procs'), '17');
});

test('a group that is gone already is no error', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'accord-group-'));
  t.after(async () => await rm(root, { recursive: true }));
  await writeFile(join(root, 'cgroup.controllers'), '');
  const groups = await ControlGroups.open('one', root);
  await mkdir(join(root, 'accord-one', 'server'));
  for (const _ of ['once', 'again']) await groups?.remove('server');
});
