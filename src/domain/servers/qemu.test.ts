// The whole way with QEMU: guests that find nothing to start from and run on. What the engine itself promises is tested beside it.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { QemuEngine } from '../../drivers/engine/qemu/qemu-engine.ts';
import { createDisks } from '../disks/create-disks.ts';
import { findImage } from '../images/find-image.ts';
import { attachDisk } from './attach-disk.ts';
import { captureServer } from './capture-server.ts';
import { changeOs } from './change-os.ts';
import { deleteServers } from './delete-servers.ts';
import { recoverServers } from './recover-servers.ts';
import { addImage, machines, type Machines } from './servers.fixture.ts';
import { startServer } from './start-server.ts';
import { stopServer } from './stop-server.ts';

async function qemuMachines(t: TestContext): Promise<Machines<QemuEngine>> {
  const open = async (folder: string): Promise<QemuEngine> =>
    await QemuEngine.open({
      folder,
      accelerator: 'tcg',
      uids: { first: 400_000, count: 100 },
      log: (line) => t.diagnostic(line),
    });
  return await machines(t, open, { stopSeconds: 0, sshPorts: { first: 23_400, last: 23_499 } });
}

test('a server is made, given a disk, captured, given another system, and deleted', async (t) => {
  const { context, owner, engine, make, finish, show } = await qemuMachines(t);
  const { actor } = owner;
  const [id = ''] = await make();
  assert.equal(await engine.stateOf(id), 'running');
  const disks = createDisks(context, actor, { name: 'data', size: 1 });
  await finish(disks);
  await finish(attachDisk(context, actor, id, (await disks).diskIds[0] ?? ''));
  const capture = captureServer(context, actor, id, { name: 'golden' });
  await finish(capture);
  const golden = await findImage(context, context.db, actor, (await capture).imageId, 'image.show');
  assert.deepEqual([golden.status, golden.detectedFormat], ['active', 'qcow2']);
  const change = { imageId: golden.id, login: { kind: 'image' }, stopNow: true } as const;
  await finish(changeOs(context, actor, id, change));
  const after = await show(id);
  assert.deepEqual(
    [after.server.status, after.disks.map(({ slot, status }) => [slot, status])],
    [
      'running',
      [
        [0, 'in-use'],
        [1, 'in-use'],
      ],
    ],
  );
  assert.equal(await engine.stateOf(id), 'running');
  await finish(stopServer(context, actor, id, { hard: false }));
  await finish(startServer(context, actor, id));
  await finish(deleteServers(context, actor, [id], { deleteDisks: true }));
  const held = await engine.holdings();
  assert.deepEqual([held.servers, held.disks], [[], []]);
});

test('servers are found again, and a failed change of system leaves the old one running', async (t) => {
  const { context, owner, engine, make, ended, finish, stateOf, show } = await qemuMachines(t);
  const { actor } = owner;
  const [id = ''] = await make();
  const before = await show(id);
  await recoverServers(context, (line) => assert.fail(line));
  assert.deepEqual(await stateOf(id), ['running', null, null]);
  // A qcow2 by its first bytes alone, which no engine can read.
  const imageId = await addImage(context, owner, { name: 'other' });
  await context.db
    .updateTable('images')
    .set({ detected_format: 'qcow2' })
    .where('id', '=', imageId)
    .execute();
  const job = await ended(
    changeOs(context, actor, id, { imageId, login: { kind: 'image' }, stopNow: true }),
  );
  assert.equal(job.fault?.code, 'engine.bad-base');
  assert.deepEqual((await show(id)).disks, before.disks);
  assert.equal(await engine.stateOf(id), 'running');
  await finish(deleteServers(context, actor, [id], { deleteDisks: true }));
});
