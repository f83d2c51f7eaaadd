// Another system: what stays, what goes, what is refused, and what a failure leads back to.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { deleteImage } from '../images/delete-image.ts';
import { beginJob } from '../jobs/queries.ts';
import { changeOs } from './change-os.ts';
import { reinstallOs } from './reinstall-os.ts';
import { addImage, fakeMachines } from './servers.fixture.ts';
import { stopServer } from './stop-server.ts';

const login = { kind: 'password', password: 'Very-Secret-1' } as const;

test('data disks, address and ports stay; the system disk is another, and the old one goes', async (t) => {
  const { context, owner, make, finish, show, engine } = await fakeMachines(t);
  const [id = ''] = await make({ dataDisks: [{ size: 2 }], userData: '#!/bin/sh\n' });
  const imageId = await addImage(context, owner, { name: 'other', minDisk: 3 });
  const before = await show(id);
  await finish(changeOs(context, owner.actor, id, { imageId, login, stopNow: true }));
  const after = await show(id);
  assert.deepEqual(
    [after.server.status, after.server.source.imageId, after.server.login, after.server.userData],
    ['running', imageId, 'password', null],
  );
  assert.deepEqual(
    [after.server.mac, after.server.sshPort, after.disks[1]],
    [before.server.mac, before.server.sshPort, before.disks[1]],
  );
  assert.notEqual(after.server.instanceId, before.server.instanceId);
  assert.notEqual(after.disks[0]?.id, before.disks[0]?.id);
  assert.deepEqual([after.disks[0]?.size, after.disks[0]?.status], [3, 'in-use']);
  const held = (await engine.holdings()).disks;
  assert.deepEqual(held.toSorted(), after.disks.map((disk) => disk.id).toSorted());
});

test('a server that runs is stopped only when that is asked for', async (t) => {
  const { context, owner, imageId, make, finish } = await fakeMachines(t);
  const [id = ''] = await make();
  const change = { imageId, login, stopNow: false };
  await assert.rejects(changeOs(context, owner.actor, id, change), {
    code: 'server.must-be-stopped',
  });
  await finish(stopServer(context, owner.actor, id, { hard: true }));
  await finish(changeOs(context, owner.actor, id, change));
});

test('a reinstallation keeps the user data unless there is other, and needs the image', async (t) => {
  const { context, owner, imageId, make, finish, show } = await fakeMachines(t);
  const [id = ''] = await make({ userData: '#!/bin/sh\n' });
  await finish(reinstallOs(context, owner.actor, id, { login, stopNow: true }));
  assert.equal((await show(id)).server.userData, '#!/bin/sh\n');
  await deleteImage(context, owner.actor, imageId);
  await assert.rejects(reinstallOs(context, owner.actor, id, { login, stopNow: true }), {
    code: 'image.withdrawn',
  });
  assert.equal((await show(id)).server.status, 'running');
});

test('an image that does not fit is refused', async (t) => {
  const { context, owner, make } = await fakeMachines(t);
  const [id = ''] = await make();
  const attempt = async (input: object): Promise<unknown> => {
    const imageId = await addImage(context, owner, input);
    return await changeOs(context, owner.actor, id, { imageId, login, stopNow: true });
  };
  await assert.rejects(attempt({ properties: { hw_firmware_type: 'uefi' } }), {
    code: 'server.os-unfit',
  });
  await assert.rejects(attempt({ properties: { architecture: 'arm' } }), {
    code: 'server.os-unfit',
  });
  await assert.rejects(attempt({ kind: 'data' }), { code: 'image.kind-unfit' });
  await assert.rejects(attempt({ kind: 'iso', diskFormat: 'iso' }), { code: 'image.kind-unfit' });
  await assert.rejects(attempt({ minRam: 1024 }), { code: 'flavor.too-little-memory' });
});

describe('when', () => {
  test('the new disk cannot be made, the server has not even been stopped', async (t) => {
    const { context, owner, imageId, make, ended, show, engine, finish } = await fakeMachines(t);
    const [id = ''] = await make();
    const before = await show(id);
    engine.fail('makeDisk', 'no-space');
    const change = { imageId, login, stopNow: true };
    const job = await ended(changeOs(context, owner.actor, id, change));
    assert.equal(job.fault?.code, 'engine.no-space');
    const after = await show(id);
    assert.deepEqual(after.disks, before.disks);
    assert.deepEqual(
      [after.server.status, after.server.task, after.server.fault?.code, after.server.startedAt],
      ['running', null, 'engine.no-space', before.server.startedAt],
    );
    assert.equal((await engine.holdings()).disks.length, 1);
    await finish(changeOs(context, owner.actor, id, change));
    assert.equal((await show(id)).server.fault, null);
  });

  test('the new system does not start, the old one runs again', async (t) => {
    const { context, owner, imageId, make, ended, show, engine } = await fakeMachines(t);
    const [id = ''] = await make();
    const before = await show(id);
    engine.fail('runServer', 'not-started');
    const job = await ended(changeOs(context, owner.actor, id, { imageId, login, stopNow: true }));
    assert.equal(job.fault?.code, 'server.not-started');
    const after = await show(id);
    assert.deepEqual(after.disks, before.disks);
    assert.deepEqual(
      [after.server.status, after.server.login, after.server.instanceId],
      ['running', 'image', before.server.instanceId],
    );
    assert.equal(await engine.stateOf(id), 'running');
    assert.equal((await engine.holdings()).disks.length, 1);
  });

  test('neither starts, it is stopped with its old system', async (t) => {
    const { context, owner, imageId, make, ended, stateOf, engine } = await fakeMachines(t);
    const [id = ''] = await make();
    engine.fail('runServer', 'no-memory', 2);
    await ended(changeOs(context, owner.actor, id, { imageId, login, stopNow: true }));
    assert.deepEqual(await stateOf(id), ['stopped', null, 'engine.no-memory']);
    assert.equal((await engine.holdings()).disks.length, 1);
  });

  test('its processes die after the new system was started, that is stopped and its disk goes', async (t) => {
    const { context, owner, imageId, make, service, stateOf, engine } = await fakeMachines(t);
    const [id = ''] = await make();
    const { jobId } = await changeOs(context, owner.actor, id, { imageId, login, stopNow: true });
    // What they leave: the old system was stopped, the new one runs, and nothing of that is committed but the stop.
    await sql`update servers set status = 'stopped' where id = ${id}`.execute(context.db);
    for (let death = 0; death < 3; death += 1) await beginJob(context.db, jobId);
    await service.runJobs();
    assert.deepEqual(await stateOf(id), ['stopped', null, 'job.given-up']);
    assert.equal(await engine.stateOf(id), 'stopped');
    assert.equal((await engine.holdings()).disks.length, 1);
  });
});
