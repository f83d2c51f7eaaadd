import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { answerShares } from '../sharing/answer-shares.ts';
import { shareImages } from '../sharing/share-images.ts';
import { withdrawShares } from '../sharing/withdraw-shares.ts';
import { createServers, rehearseServers } from './create-servers.ts';
import { createSameServers } from './create-same-servers.ts';
import { listServers } from './list-servers.ts';
import { addImage, fakeMachines, plain } from './servers.fixture.ts';

const options = { needsActive: true, makesShared: true };

test('servers are made with their disks, names, addresses and ports, and run', async (t) => {
  const { make, show, engine, context } = await fakeMachines(t);
  const dataDisks = [{ size: 2 }, { size: 3, name: 'books', deleteWithServer: true }];
  const ids = await make({ name: 'web', count: 2, dataDisks });
  const [one, two] = await Promise.all(ids.map(show));
  assert.deepEqual(
    [one?.server.name, two?.server.name, one?.server.status, two?.server.status],
    ['web-0001', 'web-0002', 'running', 'running'],
  );
  assert.deepEqual(
    one?.disks.map(({ kind, size, slot, status, name }) => [kind, size, slot, status, name]),
    [
      ['system', 1, 0, 'in-use', 'web-0001-system'],
      ['data', 2, 1, 'in-use', 'web-0001-data-1'],
      ['data', 3, 2, 'in-use', 'books'],
    ],
  );
  assert.match(one?.server.mac ?? '', /^52:54:00(:[0-9a-f]{2}){3}$/);
  assert.notEqual(one?.server.mac, two?.server.mac);
  assert.deepEqual([one?.server.sshPort, two?.server.sshPort].toSorted(), [22_000, 22_001]);
  const { servers, disks } = await engine.holdings();
  assert.deepEqual([servers.length, disks.length], [2, 6]);
  const { rows } = await sql`
    select action, noun from events where noun in ('server', 'disk') and noun_id = ${one?.server.id ?? ''} order by id`.execute(
    context.db,
  );
  assert.deepEqual(rows, [
    { action: 'server.create', noun: 'server' },
    { action: 'server.run', noun: 'server' },
  ]);
});

test('the password is kept as a hash alone, and is in no event and no job', async (t) => {
  const { make, show, context } = await fakeMachines(t);
  const password = 'Very-Secret-1';
  const [id = ''] = await make({ login: { kind: 'password', password } });
  assert.match((await show(id)).server.passwordHash ?? '', /^\$6\$/);
  const { rows } = await sql<{ text: string }>`
    select (select string_agg(e::text, '') from events e) || (select string_agg(j::text, '') from jobs j)
      || (select string_agg(s::text, '') from servers s) as text`.execute(context.db);
  assert.ok(!rows[0]?.text.includes(password));
});

describe('one that cannot be built', () => {
  test('ends in error with its reason and leaves nothing; the others run', async (t) => {
    const { context, owner, engine, imageId, ended, stateOf, show } = await fakeMachines(t);
    engine.fail('runServer', 'not-started');
    const begun = createServers(context, owner.actor, { ...plain(imageId), count: 3 });
    const job = await ended(begun);
    assert.deepEqual([job.status, job.fault?.code], ['failed', 'server.not-started']);
    const states = await Promise.all((await begun).serverIds.map(stateOf));
    assert.deepEqual(states.toSorted(), [
      ['error', null, 'server.not-started'],
      ['running', null, null],
      ['running', null, null],
    ]);
    const failed = (await begun).serverIds[states.findIndex(([status]) => status === 'error')];
    const view = await show(failed ?? '');
    assert.deepEqual([view.server.sshPort, view.disks], [null, []]);
    assert.deepEqual([view.can.start, view.can.delete], ['server.never-built', true]);
    const { servers, disks } = await engine.holdings();
    assert.deepEqual([servers.length, disks.length], [2, 2]);
  });

  test('for want of space says so', async (t) => {
    const { context, owner, engine, imageId, ended } = await fakeMachines(t);
    engine.fail('makeDisk', 'no-space');
    const job = await ended(createServers(context, owner.actor, plain(imageId)));
    assert.equal(job.fault?.code, 'engine.no-space');
  });
});

test('a port that another program has taken is left to it', async (t) => {
  const { engine, make, show } = await fakeMachines(t);
  engine.fail('runServer', 'port-taken', 2);
  const [id = ''] = await make();
  assert.equal((await show(id)).server.sshPort, 22_002);
});

test('without a free port there is no server', async (t) => {
  const { context, owner, imageId, make } = await fakeMachines(t, {
    sshPorts: { first: 22_000, last: 22_001 },
  });
  await make({ count: 2 });
  await assert.rejects(createServers(context, owner.actor, plain(imageId)), {
    code: 'server.no-port',
  });
});

test('what an image and a flavor do not go with is refused', async (t) => {
  const { context, owner, imageId } = await fakeMachines(t);
  const attempt = async (wanted: object): Promise<unknown> =>
    await createServers(context, owner.actor, { ...plain(imageId), ...wanted });
  const image = async (input: object): Promise<string> => await addImage(context, owner, input);
  await assert.rejects(attempt({ flavorId: 'no' }), { code: 'flavor.not-found' });
  await assert.rejects(attempt({ imageId: await image({ minRam: 512 }) }), {
    code: 'flavor.too-little-memory',
  });
  await assert.rejects(attempt({ imageId: await image({ minDisk: 5 }), diskSize: 4 }), {
    code: 'disk.too-small',
  });
  await assert.rejects(attempt({ imageId: await image({ kind: 'data' }) }), {
    code: 'image.kind-unfit',
  });
  await assert.rejects(attempt({ imageId: await image({ properties: { architecture: 'arm' } }) }), {
    code: 'engine.unsupported',
  });
  await assert.rejects(attempt({ dataDisks: [{ imageId }] }), { code: 'image.kind-unfit' });
  await assert.rejects(attempt({ login: { kind: 'password', password: 'weakweak' } }), {
    code: 'server.weak-password',
  });
  await assert.rejects(attempt({ login: { kind: 'key', keyName: 'none' } }), {
    code: 'key-pair.not-found',
  });
  await assert.rejects(attempt({ name: ' ' }), { code: 'server.invalid-name' });
  await assert.rejects(attempt({ count: 101 }), { code: 'server.too-many-at-once' });
  await assert.rejects(attempt({ userData: 'x'.repeat(40_000) }), {
    code: 'server.user-data-too-large',
  });
  await assert.rejects(attempt({ dataDisks: Array.from({ length: 24 }, () => ({ size: 1 })) }), {
    code: 'server.too-many-disks',
  });
  await assert.rejects(attempt({ dataDisks: [{}] }), { code: 'disk.size-missing' });
});

test('an offered image is used once it is accepted, and no more once it is withdrawn', async (t) => {
  const { service, context, owner, imageId } = await fakeMachines(t);
  const friend = await service.person();
  const wanted = plain(imageId);
  const pair = { imageIds: [imageId], projectIds: [friend.project.id] };
  await assert.rejects(createServers(context, friend.actor, wanted), { code: 'image.not-found' });
  await shareImages(context, owner.actor, { ...pair, options });
  await assert.rejects(createServers(context, friend.actor, wanted), {
    code: 'image.not-accepted',
  });
  const answer = { imageIds: [imageId], projectId: friend.project.id, status: 'accepted' } as const;
  await answerShares(context, friend.actor, answer);
  const { serverIds } = await createServers(context, friend.actor, wanted);
  await service.runJobs();
  await withdrawShares(context, owner.actor, pair);
  await assert.rejects(createServers(context, friend.actor, wanted), { code: 'image.withdrawn' });
  await assert.rejects(
    createSameServers(context, friend.actor, serverIds[0] ?? '', { name: 'x' }),
    {
      code: 'image.withdrawn',
    },
  );
  const { items } = await listServers(context, friend.actor, { limit: 10 });
  assert.deepEqual(
    items.map(({ server, image, can }) => [server.status, image.usable, can.same, can.reinstall]),
    [['running', false, 'image.withdrawn', 'image.withdrawn']],
  );
});

test('another like it has the same flavor, disks and login', async (t) => {
  const { context, owner, make, show, finish } = await fakeMachines(t);
  const [id = ''] = await make({
    flavorId: 's1.medium',
    diskSize: 4,
    dataDisks: [{ size: 2, deleteWithServer: true, volumeType: 'SAS' }],
    login: { kind: 'password', password: 'Very-Secret-1' },
    userData: '#!/bin/sh\n',
  });
  const begun = createSameServers(context, owner.actor, id, { name: 'two' });
  await finish(begun);
  const [one, two] = [await show(id), await show((await begun).serverIds[0] ?? '')];
  const shapeOf = ({ server, disks }: typeof one) => ({
    flavorId: server.flavorId,
    source: server.source,
    passwordHash: server.passwordHash,
    userData: server.userData,
    disks: disks.map(({ size, slot, volumeType, deleteWithServer }) => ({
      size,
      slot,
      volumeType,
      deleteWithServer,
    })),
  });
  assert.deepEqual(shapeOf(two), shapeOf(one));
  assert.notEqual(two.server.instanceId, one.server.instanceId);
});

describe('quotas', () => {
  const quotas = [
    [{ serversPerProject: 1 }, 'server.over-quota', 'servers'],
    [{ vcpusPerProject: 1 }, 'server.over-quota', 'vcpus'],
    [{ memoryPerProject: 400 }, 'server.over-quota', 'memory'],
    [{ disksPerProject: 1 }, 'disk.over-quota', 'disks'],
    [{ diskSpacePerProject: 1 }, 'disk.over-quota', 'diskSpace'],
  ] as const;
  for (const [settings, code, quota] of quotas) {
    test(`of ${quota} hold, also for two at once`, async (t) => {
      const { context, owner, imageId, service } = await fakeMachines(t, settings);
      const attempts = await Promise.allSettled(
        [1, 2, 3].map(async () => await createServers(context, owner.actor, plain(imageId))),
      );
      const refused = attempts.filter((each) => each.status === 'rejected');
      assert.equal(refused.length, 2);
      for (const { reason } of refused) {
        assert.deepEqual([reason.code, reason.detail.quota], [code, quota]);
      }
      await service.runJobs();
    });
  }
});

test('a rehearsal refuses as the act does, and makes nothing', async (t) => {
  const { context, owner, imageId } = await fakeMachines(t);
  await rehearseServers(context, owner.actor, plain(imageId));
  const { items } = await listServers(context, owner.actor, { limit: 10 });
  assert.deepEqual(items, []);
  await assert.rejects(
    rehearseServers(context, owner.actor, { ...plain(imageId), flavorId: 'no' }),
    { code: 'flavor.not-found' },
  );
});

test('readers look, others see nothing, and without an engine nothing is made', async (t) => {
  const { service, context, owner, imageId, engine } = await fakeMachines(t);
  const reader = await service.person({ project: owner.project, role: 'reader' });
  await assert.rejects(createServers(context, reader.actor, plain(imageId)), {
    code: 'server.forbidden',
  });
  engine.say({ available: false, missing: ['Run: apt-get install qemu-system-x86.'] });
  await assert.rejects(createServers(context, owner.actor, plain(imageId)), {
    code: 'engine.unavailable',
    message: /apt-get install/,
  });
});
