// Disks that come to servers and go, and images that are made of servers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createDisks } from '../disks/create-disks.ts';
import { showDisk } from '../disks/list-disks.ts';
import { findImage } from '../images/find-image.ts';
import { attachDisk } from './attach-disk.ts';
import { captureServer } from './capture-server.ts';
import { changeOs } from './change-os.ts';
import { createServers } from './create-servers.ts';
import { deleteServers } from './delete-servers.ts';
import { detachDisk } from './detach-disk.ts';
import { noteEngineEvent } from './note-engine-event.ts';
import { fakeMachines, plain, type Machines } from './servers.fixture.ts';
import { startServer } from './start-server.ts';
import { stopServer } from './stop-server.ts';
import { sweepServers } from './sweep-servers.ts';
import type { FakeEngine } from '../../drivers/engine/fake-engine.ts';

async function makeDisks(
  { context, owner, finish }: Machines<FakeEngine>,
  count = 1,
): Promise<readonly string[]> {
  const begun = createDisks(context, owner.actor, { name: 'data', size: 1, count });
  await finish(begun);
  return (await begun).diskIds;
}

test('a disk is attached and detached, also while the server runs', async (t) => {
  const all = await fakeMachines(t);
  const { context, owner, make, finish, show } = all;
  const [id = ''] = await make();
  const [diskId = ''] = await makeDisks(all);
  for (const running of [true, false]) {
    if (!running) await finish(stopServer(context, owner.actor, id, { hard: true }));
    await finish(attachDisk(context, owner.actor, id, diskId));
    const [, disk] = (await show(id)).disks;
    assert.deepEqual([disk?.id, disk?.slot, disk?.status], [diskId, 1, 'in-use']);
    await finish(detachDisk(context, owner.actor, id, diskId));
    const after = await showDisk(context, owner.actor, diskId);
    assert.deepEqual(
      [after.disk.status, after.disk.serverId, after.disk.slot],
      ['available', null, null],
    );
  }
});

test('what cannot be attached or detached is refused', async (t) => {
  const all = await fakeMachines(t);
  const { service, context, owner, make, finish, show } = all;
  const [id = '', other = ''] = await make({ count: 2 });
  const [diskId = ''] = await makeDisks(all);
  const stranger = await service.person();
  const { actor } = owner;
  await assert.rejects(attachDisk(context, stranger.actor, id, diskId), {
    code: 'server.not-found',
  });
  await assert.rejects(attachDisk(context, actor, id, 'none'), { code: 'disk.not-found' });
  await assert.rejects(detachDisk(context, actor, id, diskId), { code: 'disk.not-attached' });
  await finish(attachDisk(context, actor, id, diskId));
  await assert.rejects(attachDisk(context, actor, other, diskId), {
    code: 'disk.attached-already',
  });
  await assert.rejects(detachDisk(context, actor, other, diskId), { code: 'disk.not-attached' });
  const system = (await show(id)).disks[0]?.id ?? '';
  await assert.rejects(detachDisk(context, actor, id, system), { code: 'disk.system' });
});

test('two that are attached at once to the last place: one is', async (t) => {
  const all = await fakeMachines(t, { disksPerServer: 1 });
  const { context, owner, make, service, show } = all;
  const [id = ''] = await make();
  const diskIds = await makeDisks(all, 2);
  const attempts = await Promise.allSettled(
    diskIds.map(async (diskId) => await attachDisk(context, owner.actor, id, diskId)),
  );
  assert.deepEqual(attempts.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  await service.runJobs();
  assert.equal((await show(id)).disks.length, 2);
  const left = await Promise.allSettled(
    diskIds.map(async (diskId) => await attachDisk(context, owner.actor, id, diskId)),
  );
  const codes = left.flatMap((each) =>
    each.status === 'rejected' ? [String(each.reason.code)] : [],
  );
  assert.deepEqual(codes.toSorted(), ['disk.attached-already', 'server.too-many-disks']);
});

test('a disk that the guest keeps busy stays, and one that cannot be plugged in is free again', async (t) => {
  const all = await fakeMachines(t);
  const { context, owner, make, ended, finish, engine, show } = all;
  const [id = ''] = await make();
  const [diskId = ''] = await makeDisks(all);
  engine.fail('attachDisk', 'disk-busy');
  assert.equal(
    (await ended(attachDisk(context, owner.actor, id, diskId))).fault?.code,
    'disk.busy',
  );
  assert.equal((await showDisk(context, owner.actor, diskId)).disk.status, 'available');
  await finish(attachDisk(context, owner.actor, id, diskId));
  engine.fail('detachDisk', 'disk-busy');
  assert.equal(
    (await ended(detachDisk(context, owner.actor, id, diskId))).fault?.code,
    'disk.busy',
  );
  const { server, disks } = await show(id);
  assert.deepEqual(
    [server.status, server.task, server.fault?.code, disks[1]?.status],
    ['running', null, 'disk.busy', 'in-use'],
  );
});

test('a running server gets the disks that its rows say, whatever acts that were given up have left', async (t) => {
  const all = await fakeMachines(t);
  const { context, owner, make, finish, engine } = all;
  const [id = ''] = await make();
  const [diskId = '', other = ''] = await makeDisks(all, 2);
  await engine.attachDisk(id, { diskId, slot: 1 });
  await sweepServers(context);
  assert.deepEqual((await engine.disksOf(id)).length, 1);
  await finish(attachDisk(context, owner.actor, id, other));
  await engine.detachDisk(id, other);
  await sweepServers(context);
  assert.deepEqual((await engine.disksOf(id)).slice(1), [{ diskId: other, slot: 1 }]);
  await finish(stopServer(context, owner.actor, id, { hard: true }));
  await sweepServers(context);
  assert.deepEqual(await engine.disksOf(id), []);
});

test('what an attempt to attach has left in the engine is taken back when it is given up', async (t) => {
  const all = await fakeMachines(t);
  const { context, owner, make, ended, engine, service } = all;
  const [id = ''] = await make();
  const [diskId = ''] = await makeDisks(all);
  const begun = attachDisk(context, owner.actor, id, diskId);
  await begun;
  // As an attempt that was cut off would leave it, and one more that cannot go on.
  await engine.attachDisk(id, { diskId, slot: 1 });
  engine.fail('attachDisk', 'disk-busy');
  assert.equal((await ended(begun)).fault?.code, 'disk.busy');
  assert.equal((await showDisk(context, owner.actor, diskId)).disk.status, 'available');
  await service.runJobs();
  assert.equal((await engine.disksOf(id)).length, 1);
});

describe('an image of a server', () => {
  test('is a system image that servers can be made of', async (t) => {
    const { context, owner, make, finish, service } = await fakeMachines(t);
    const [id = ''] = await make({ diskSize: 2 });
    const begun = captureServer(context, owner.actor, id, { name: 'golden' });
    await finish(begun);
    const { imageId } = await begun;
    const image = await findImage(context, context.db, owner.actor, imageId, 'image.show');
    assert.deepEqual(
      [image.kind, image.status, image.minDisk, image.diskFormat, image.visibility],
      ['system', 'active', 2, 'qcow2', 'private'],
    );
    await createServers(context, owner.actor, plain(imageId));
    await service.runJobs();
  });

  test('holds everything else off until it is made', async (t) => {
    const { context, owner, imageId, make, finish, stateOf } = await fakeMachines(t);
    const [id = ''] = await make();
    const { actor } = owner;
    const begun = captureServer(context, actor, id, { name: 'golden' });
    await begun;
    const busy = { code: 'server.busy' };
    const login = { kind: 'image' } as const;
    await assert.rejects(stopServer(context, actor, id, { hard: true }), busy);
    await assert.rejects(deleteServers(context, actor, [id], { deleteDisks: true }), busy);
    await assert.rejects(changeOs(context, actor, id, { imageId, login, stopNow: true }), busy);
    await assert.rejects(captureServer(context, actor, id, { name: 'again' }), busy);
    await noteEngineEvent(context, { kind: 'stopped', serverId: id });
    assert.deepEqual(await stateOf(id), ['stopped', 'capturing', null]);
    await assert.rejects(startServer(context, actor, id), busy);
    await finish(begun);
    assert.deepEqual(await stateOf(id), ['stopped', null, null]);
  });
});
