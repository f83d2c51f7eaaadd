import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { connectIn } from './cell.ts';
import { confine } from './confined-command.ts';
import { connectQmp } from './live-server.ts';
import { isRoot, QemuBench } from './qemu-bench.fixture.ts';
import type { Run } from './server-files.ts';

test('each server is a user of its own, without rights and with its system calls filtered', async (t) => {
  const bench = await QemuBench.open(t);
  const users = new Set<string>();
  for (const { id } of [await bench.run(), await bench.run()]) {
    const status = await readFile(`/proc/${await bench.pid(id)}/status`, 'utf8');
    const line = (name: string): string =>
      new RegExp(`^${name}:[\\t ]*(.*)$`, 'm').exec(status)?.[1] ?? '';
    assert.equal(line('Seccomp'), '2');
    assert.equal(line('NoNewPrivs'), '1');
    assert.equal(line('Groups').trim() === '' || !isRoot, true);
    assert.match(line('CapEff'), isRoot ? /^0+$/ : /./);
    assert.ok(!line('Uid').split('\t').includes('0'));
    users.add(line('Uid'));
    const limits = await readFile(`/proc/${await bench.pid(id)}/limits`, 'utf8');
    assert.match(limits, /^Max core file size +0 +0 /m);
    assert.match(limits, /^Max open files +1024 +1024 /m);
  }
  assert.equal(users.size, isRoot ? 2 : 1);
});

test('a server’s program cannot open what is not its own', async (t) => {
  const bench = await QemuBench.open(t);
  const [mine, other] = [await bench.run(), await bench.run()];
  const run = JSON.parse(await readFile(bench.runFile(mine.id), 'utf8')) as Run;
  const files = [
    join(bench.folder, 'disks', `${other.disks[0]?.diskId}.qcow2`),
    join(bench.folder, 'servers', other.id, 'cell', `${other.disks[0]?.diskId}.qcow2`),
    '../../run.json',
    '../run.json',
    '/etc/shadow',
  ];
  await bench.restart(async () => {
    const cell = { folder: join(bench.folder, 'servers', mine.id, 'cell'), user: run.user };
    const qmp = await connectQmp(cell, () => undefined);
    for (const filename of files) {
      // An ordinary user is the same for all, but for what only root reads.
      if (!isRoot && filename !== '/etc/shadow') continue;
      const opening = qmp.execute('blockdev-add', {
        driver: 'file',
        'node-name': 'it',
        filename,
        'read-only': true,
      });
      await assert.rejects(opening, /Permission denied|No such file or directory/, filename);
    }
    qmp.end();
  });
});

test('a socket that is put in the place of a program’s own is not connected to', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'accord-cell-'));
  t.after(async () => await rm(folder, { recursive: true }));
  const server = createServer((socket) => socket.end('not for you'));
  await new Promise<void>((resolve) => void server.listen(join(folder, 'other'), resolve));
  t.after(() => void server.close());
  await symlink(join(folder, 'other'), join(folder, 'screen.sock'));
  const cell = { folder, user: null };
  await assert.rejects(connectIn(cell, 'screen.sock'), /ELOOP|no socket/);
  (await connectIn(cell, 'other')).destroy();
});

test('a program becomes its user by itself only where it must open what is root’s', () => {
  const cell = { folder: '/cell', user: 5000 };
  const limits = { openFiles: 10, processes: 20, addressSpace: null };
  const plain = confine(cell, ['true'], limits).args.join(' ');
  assert.match(
    plain,
    /--no-new-privs .*--reuid 5000 --regid 5000 .*--clear-groups .*--nofile=10 --nproc=20 -- true$/,
  );
  const later = confine(cell, ['true'], limits, { dropsByItself: true }).args.join(' ');
  assert.doesNotMatch(later, /--reuid/);
  assert.match(confine(cell, ['true'], limits, { group: 104 }).args.join(' '), /--groups 104/);
});
