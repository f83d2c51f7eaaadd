import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { engineContract, refused, until } from '../engine.contract.ts';
import { isRoot, openQemu, QemuBench } from './qemu-bench.fixture.ts';
import { makeToyDisk } from './toy-guest.fixture.ts';

const run = promisify(execFile);

engineContract('qemu', async (_t, folder) => {
  const engine = await openQemu(folder);
  return {
    engine,
    system: makeToyDisk(),
    switchOff: async (serverId) => {
      const serial = await engine.openSerial(serverId);
      serial.end('q');
    },
  };
});

test('it says what it runs with', async (t) => {
  const { engine } = await QemuBench.open(t);
  const status = await engine.status();
  assert.deepEqual([status.available, status.missing, status.accelerator], [true, [], 'tcg']);
  assert.match(status.version ?? '', /^QEMU \d+\.\d+/);
  assert.equal(status.confinement.user, isRoot ? 'own' : 'shared');
});

test('its folder may have a long name with spaces in it', async (t) => {
  const bench = await QemuBench.open(t, `a folder, ${'with a long name '.repeat(8)}of disks`);
  const { id } = await bench.run();
  assert.equal(await bench.tell(id, 'x'), 'x');
});

test('what a guest writes is on its disk after a reset, and after a stop and a start', async (t) => {
  const bench = await QemuBench.open(t);
  const plan = await bench.run();
  assert.equal(await bench.tell(plan.id, 'w0A'), 'k');
  await bench.engine.resetServer(plan.id);
  await until(async () => (await bench.log(plan.id)).split('toy').length === 3);
  assert.equal(await bench.tell(plan.id, 'r0'), 'A');
  await bench.engine.stopServer(plan.id, 0);
  await bench.engine.runServer(plan);
  await until(async () => (await bench.log(plan.id)).includes('toy'));
  assert.equal(await bench.tell(plan.id, 'r0'), 'A');
});

test('a guest that listens to its power button is given the time to switch off', async (t) => {
  const bench = await QemuBench.open(t);
  const { id } = await bench.run();
  await bench.engine.holdings();
  const begun = performance.now();
  await bench.engine.stopServer(id, 60);
  assert.ok(performance.now() - begun < 30_000);
  assert.equal(await bench.engine.stateOf(id), 'stopped');
  assert.deepEqual(bench.events, []);
});

test('a disk goes once its guest lets go of it, be it late', async (t) => {
  const bench = await QemuBench.open(t);
  const { engine } = bench;
  const { id } = await bench.run();
  const diskId = await bench.disk(null);
  await engine.attachDisk(id, { diskId, slot: 7 });
  await refused(engine.detachDisk(id, diskId), 'disk-busy');
  await refused(engine.dropDisk(diskId), 'disk-busy');
  assert.equal(await bench.tell(id, 'ex'), 'x');
  await until(
    async () =>
      await engine.dropDisk(diskId).then(
        () => true,
        () => false,
      ),
  );
  await engine.detachDisk(id, diskId);
});

test('a port that is taken is said to be, and nothing is left of the attempt', async (t) => {
  const bench = await QemuBench.open(t);
  const plan = await bench.plan();
  const server = createServer().listen(plan.sshPort, '127.0.0.1');
  t.after(() => void server.close());
  await refused(bench.engine.runServer(plan), 'port-taken');
  assert.equal(await bench.engine.stateOf(plan.id), 'stopped');
  await bench.engine.dropDisk(plan.disks[0]?.diskId ?? '');
});

test('more memory than there is is refused', async (t) => {
  const bench = await QemuBench.open(t);
  await refused(bench.engine.runServer({ ...(await bench.plan()), memory: 2 ** 24 }), 'no-memory');
});

test('a server with UEFI firmware runs', async (t) => {
  const bench = await QemuBench.open(t);
  const plan = await bench.plan();
  await bench.engine.runServer({ ...plan, firmware: 'uefi' });
  assert.equal(await bench.engine.stateOf(plan.id), 'running');
});

test('as many disks as there are slots are plugged in', async (t) => {
  const bench = await QemuBench.open(t);
  const plan = await bench.plan();
  const ids = Array.from({ length: 23 }, () => randomUUID());
  for (const id of ids) await bench.engine.makeDisk({ id, bytes: 512, base: null });
  const more = ids.map((diskId, index) => ({ diskId, slot: index + 1 }));
  const last = more.pop();
  await bench.engine.runServer({ ...plan, disks: [...plan.disks, ...more] });
  if (last !== undefined) await bench.engine.attachDisk(plan.id, last);
  assert.equal(await bench.engine.stateOf(plan.id), 'running');
});

// Only root makes a file system that is soon full.
if (isRoot) {
  test('a guest whose disk finds no more space is halted, and goes on when there is some', async (t) => {
    const bench = await QemuBench.open(t, 'small/engine');
    const plan = await bench.plan();
    await bench.engine.growDisk(plan.disks[0]?.diskId ?? '', 64 * 2 ** 20, null);
    const above = join(bench.folder, '..');
    await bench.restart(async () => {
      await run('cp', ['-a', bench.folder, `${above}-kept`]);
      await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', above]);
      await mkdir(bench.folder, { mode: 0o700 });
      await run('cp', ['-a', `${above}-kept/.`, bench.folder]);
    });
    try {
      await bench.engine.runServer(plan);
      await until(async () => (await bench.log(plan.id)).includes('toy'));
      await bench.engine.holdings();
      const serial = await bench.engine.openSerial(plan.id);
      serial.write('f0');
      await until(() => bench.events.length > 0);
      assert.deepEqual(bench.events, [{ kind: 'disk-full', serverId: plan.id }]);
      assert.equal(await bench.engine.stateOf(plan.id), 'running');
      await run('mount', ['-o', 'remount,size=128m', above]);
      await bench.engine.runServer(plan);
      // It writes on to the end of its disk.
      await until(async () => (await bench.log(plan.id)).endsWith('!'));
      assert.equal(bench.events.length, 1);
      await bench.engine.dropServer(plan.id);
    } finally {
      await run('umount', ['-l', above]);
    }
  });
}
