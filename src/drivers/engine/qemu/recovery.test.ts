import assert from 'node:assert/strict';
import { chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { isRunning } from '../../../lib/process-state.ts';
import { until } from '../engine.contract.ts';
import { emptyQcow2 } from '../empty-qcow2.ts';
import { connectIn } from './cell.ts';
import { connectQmp } from './live-server.ts';
import { QemuBench } from './qemu-bench.fixture.ts';
import type { Run } from './server-files.ts';

async function change(bench: QemuBench, serverId: string, part: Partial<Run>): Promise<void> {
  const file = bench.runFile(serverId);
  const run = JSON.parse(await readFile(file, 'utf8')) as Run;
  await writeFile(file, JSON.stringify({ ...run, ...part }));
}

test('a server runs on without Accord, and is its own again afterwards', async (t) => {
  const bench = await QemuBench.open(t);
  const { id } = await bench.run();
  const pid = await bench.pid(id);
  await bench.restart(async () => assert.ok(await isRunning(pid)));
  assert.deepEqual((await bench.engine.holdings()).servers, [{ id, state: 'running' }]);
  assert.equal(await bench.tell(id, 'x'), 'x');
  await bench.engine.stopServer(id, 0);
  assert.equal(await isRunning(pid), false);
  assert.deepEqual(bench.events, []);
});

test('a server that died while Accord was away is told of, until somebody acts on it', async (t) => {
  const bench = await QemuBench.open(t);
  const { id } = await bench.run();
  await bench.restart(async () => void process.kill(await bench.pid(id), 'SIGKILL'));
  for (const _ of ['once', 'again']) {
    assert.deepEqual(bench.events, []);
    assert.deepEqual((await bench.engine.holdings()).servers, [{ id, state: 'stopped' }]);
    await until(() => bench.events.length > 0);
    const reason = 'Its program ended without a word.';
    assert.deepEqual(bench.events, [{ kind: 'died', serverId: id, reason }]);
    await bench.restart();
  }
  await bench.engine.stopServer(id, 0);
  await bench.restart();
  await bench.engine.holdings();
  await bench.run();
  assert.deepEqual(bench.events, []);
});

test('a guest that switched off while Accord was away has stopped', async (t) => {
  const bench = await QemuBench.open(t);
  const plan = await bench.run();
  const { user } = JSON.parse(await readFile(bench.runFile(plan.id), 'utf8')) as Run;
  await bench.restart(async () => {
    const folder = join(bench.folder, 'servers', plan.id, 'cell');
    (await connectIn({ folder, user }, 'serial.sock')).end('q');
  });
  await bench.engine.holdings();
  await until(() => bench.events.length > 0);
  assert.deepEqual(bench.events, [{ kind: 'stopped', serverId: plan.id }]);
  await bench.engine.runServer(plan);
});

test('a program that was started but not written down is found and ended', async (t) => {
  const bench = await QemuBench.open(t);
  const plan = await bench.run();
  const pid = await bench.pid(plan.id);
  await bench.restart(async () => await change(bench, plan.id, { process: null }));
  assert.equal(await isRunning(pid), false);
  const { servers } = await bench.engine.holdings();
  assert.deepEqual(servers, [{ id: plan.id, state: 'stopped' }]);
  const disk = await stat(join(bench.folder, 'disks', `${plan.disks[0]?.diskId}.qcow2`));
  assert.deepEqual([disk.uid, disk.nlink], [process.getuid?.(), 1]);
  await bench.engine.runServer(plan);
  assert.deepEqual(bench.events, []);
});

test('a stop that was cut off is finished, and is no news', async (t) => {
  const bench = await QemuBench.open(t);
  const { id } = await bench.run();
  const pid = await bench.pid(id);
  await bench.restart(async () => await change(bench, id, { ending: true }));
  assert.deepEqual([await isRunning(pid), await bench.engine.stateOf(id)], [false, 'stopped']);
});

test('after another start of the machine nothing runs, and nothing is said to have died', async (t) => {
  const bench = await QemuBench.open(t);
  const plan = await bench.run();
  await bench.restart(async () => {
    process.kill(await bench.pid(plan.id), 'SIGKILL');
    // That pid is another program's now.
    await change(bench, plan.id, {
      bootId: 'another',
      process: { pid: process.pid, startedAt: 1 },
    });
  });
  assert.equal(await bench.engine.stateOf(plan.id), 'stopped');
  await bench.engine.holdings();
  await bench.engine.runServer(plan);
  assert.deepEqual(bench.events, []);
});

test('a plug that was cut off is undone', async (t) => {
  const bench = await QemuBench.open(t);
  const { id, disks } = await bench.run();
  const diskId = await bench.disk(null);
  await bench.restart(
    async () => await change(bench, id, { disks: [...disks, { diskId, slot: 3 }] }),
  );
  await until(
    async () =>
      await bench.engine.dropDisk(diskId).then(
        () => true,
        () => false,
      ),
  );
  assert.equal(await bench.tell(id, 'x'), 'x');
});

test('a copy that was cut off is ended, and nothing of it is left', async (t) => {
  const bench = await QemuBench.open(t);
  const { id } = await bench.run();
  const { user } = JSON.parse(await readFile(bench.runFile(id), 'utf8')) as Run;
  const cell = { folder: join(bench.folder, 'servers', id, 'cell'), user };
  const copy = { name: 'copy-1', file: join(cell.folder, 'copy-1') };
  await bench.restart(async () => {
    await writeFile(copy.file, emptyQcow2(4 * 2 ** 20));
    if (user !== null) await chown(copy.file, user, user);
    const qmp = await connectQmp(cell, () => undefined);
    const file = { driver: 'file', filename: copy.name };
    await qmp.execute('blockdev-add', { driver: 'qcow2', 'node-name': copy.name, file });
    // A byte a second: it would take for ever.
    const job = { 'job-id': copy.name, device: 'disk0', target: copy.name, sync: 'full', speed: 1 };
    await qmp.execute('blockdev-backup', { ...job, 'auto-dismiss': false });
    qmp.end();
  });
  await until(async () => !(await readdir(cell.folder)).includes(copy.name));
  await bench.restart(async () => {
    const qmp = await connectQmp(cell, () => undefined);
    assert.deepEqual(await qmp.execute('query-jobs'), []);
    qmp.end();
  });
});

test('what commands that were cut off have left goes at the next start', async (t) => {
  const bench = await QemuBench.open(t);
  const work = join(bench.folder, 'work');
  await bench.restart(async () => {
    await mkdir(join(work, 'left'));
    await writeFile(join(work, 'left', 'disk'), 'half');
  });
  assert.deepEqual(await readdir(work), []);
  assert.deepEqual((await bench.engine.holdings()).disks, []);
});
