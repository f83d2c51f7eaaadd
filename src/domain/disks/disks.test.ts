// Disks over their life, on an engine that can be made to fail.
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { FakeEngine } from '../../drivers/engine/fake-engine.ts';
import { forgetDisks } from './forget-disks.ts';
import { deleteImage } from '../images/delete-image.ts';
import { beginJob } from '../jobs/queries.ts';
import type { Settings } from '../settings.ts';
import { captureDisk } from './capture-disk.ts';
import { createDisks } from './create-disks.ts';
import { deleteDisks } from './delete-disks.ts';
import { faultOf, plantServer, setUp as setUpWith } from './disks.fixture.ts';
import { growDisk } from './grow-disk.ts';
import { listDisks } from './list-disks.ts';
import { recoverDisks } from './recover-disks.ts';
import { updateDisk } from './update-disk.ts';

async function setUp(t: TestContext, settings: Partial<Settings> = {}) {
  const engine = new FakeEngine();
  return { engine, ...(await setUpWith(t, async () => engine, settings)) };
}

type World = Awaited<ReturnType<typeof setUp>>;

async function held({ engine }: World) {
  const { disks, bases } = await engine.holdings();
  return { disks: disks.length, bases: bases.length };
}

async function actionsOf({ context }: World, diskId: string): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    select action from events where noun = 'disk' and noun_id = ${diskId} order by id`.execute(
    context.db,
  );
  return rows.map(({ action }) => action);
}

/** As if a server had the disk. */
async function attach({ context }: World, diskId: string, serverId: string): Promise<void> {
  await sql`update disks set status = 'in-use', server_id = ${serverId}, slot = 1 where id = ${diskId}`.execute(
    context.db,
  );
}

describe('disks', () => {
  test('are made, seen, changed and deleted, and the trail tells of it', async (t) => {
    const world = await setUp(t);
    const { context, owner, other, image, make, show } = world;
    const imageId = await image();
    const [one = '', two = ''] = await make(owner, { name: 'data', count: 2, size: 3, imageId });
    const { disk, source, job, can } = await show(one);
    assert.deepEqual(
      [disk.name, disk.status, disk.size, disk.kind],
      ['data-0001', 'available', 3, 'data'],
    );
    assert.deepEqual([source?.imageId, source?.usable], [imageId, true]);
    assert.deepEqual([job?.type, job?.status, job?.progress], ['create-disks', 'succeeded', 1]);
    assert.deepEqual([can.delete, can.detach], [true, 'disk.not-attached']);
    await assert.rejects(show(one, other), faultOf('disk.not-found'));
    const reader = await world.service.person({ role: 'reader', project: owner.project });
    assert.equal((await show(one, reader)).can.grow, 'disk.forbidden');
    await assert.rejects(
      updateDisk(context, reader.actor, one, { name: 'x' }),
      faultOf('disk.forbidden'),
    );
    const renamed = await updateDisk(context, owner.actor, one, { name: 'renamed' });
    assert.equal(renamed.disk.name, 'renamed');
    const names = async (query: object): Promise<string[]> => {
      const page = { limit: 10, cursor: null, ...query };
      return (await listDisks(context, owner.actor, page)).items.map((view) => view.disk.name);
    };
    assert.deepEqual(await names({}), ['data-0002', 'renamed']);
    assert.deepEqual(await names({ search: 'NAMED' }), ['renamed']);
    assert.deepEqual(await names({ search: two, kind: 'data', imageId }), ['data-0002']);
    assert.deepEqual(await names({ status: 'in-use' }), []);
    const first = await listDisks(context, owner.actor, { limit: 1, cursor: null });
    assert.deepEqual(await names({ cursor: first.next }), ['renamed']);
    await deleteDisks(context, owner.actor, [one, two]);
    assert.equal((await show(one)).disk.status, 'deleting');
    await world.service.runJobs();
    await assert.rejects(show(one), faultOf('disk.not-found'));
    assert.deepEqual(await held(world), { disks: 0, bases: 1 });
    const actions = ['disk.create', 'disk.ready', 'disk.update', 'disk.delete', 'disk.deleted'];
    assert.deepEqual(await actionsOf(world, one), actions);
  });

  test('are refused when they are too small, too large, or of no size, and where there is no engine', async (t) => {
    const { context, owner, image, engine } = await setUp(t, { diskSizeCap: 20 });
    const imageId = await image(undefined, { min_disk: 10 });
    const order = async (changes: object, engines: object = {}) =>
      await createDisks({ ...context, ...engines }, owner.actor, { name: 'disk', ...changes });
    await assert.rejects(order({ imageId, size: 9 }), (error: unknown) => {
      faultOf('disk.too-small')(error);
      assert.equal((error as { detail: { least: number } }).detail.least, 10);
      return true;
    });
    await assert.rejects(order({ size: 21 }), faultOf('disk.too-large'));
    await assert.rejects(order({}), faultOf('disk.size-missing'));
    await assert.rejects(order({ name: ' ', size: 1 }), faultOf('disk.invalid-name'));
    await assert.rejects(order({ size: 1, count: 0 }), faultOf('disk.too-many-at-once'));
    await assert.rejects(order({ size: 1 }, { engine: null }), faultOf('engine.unavailable'));
    engine.say({ available: false, missing: ['Run: apt-get install qemu-utils'] });
    await assert.rejects(order({ size: 1 }), (error: unknown) => {
      faultOf('engine.unavailable')(error);
      assert.match((error as Error).message, /apt-get install/);
      return true;
    });
  });

  test('of two that race for the last place one is made', async (t) => {
    const { context, owner, service } = await setUp(t, { disksPerProject: 3 });
    const order = async (count: number) =>
      await createDisks(context, owner.actor, { name: 'disk', size: 1, count });
    await order(2);
    const ends = await Promise.allSettled([order(1), order(1), order(1)]);
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const end of ends) {
      if (end.status === 'rejected') faultOf('disk.over-quota')(end.reason);
    }
    await service.runJobs();
  });

  test('do not grow above the space of their project, nor at all when they would shrink', async (t) => {
    const world = await setUp(t, { diskSpacePerProject: 5 });
    const { context, owner, make, show, service } = world;
    const [id = ''] = await make(owner, { size: 2 });
    const grow = async (size: number) => await growDisk(context, owner.actor, id, size);
    await assert.rejects(grow(2), faultOf('disk.not-larger'));
    await assert.rejects(grow(6), faultOf('disk.over-quota'));
    await grow(5);
    assert.deepEqual((await show(id)).disk.status, 'growing');
    await assert.rejects(grow(6), faultOf('disk.wrong-status'));
    await service.runJobs();
    const { disk } = await show(id);
    assert.deepEqual([disk.status, disk.size], ['available', 5]);
  });

  test('that cannot grow are as large as they were, and usable', async (t) => {
    const world = await setUp(t);
    const { context, owner, make, show, service, engine, job } = world;
    const [id = ''] = await make(owner, { size: 2 });
    engine.fail('growDisk', 'no-space');
    const { jobId } = await growDisk(context, owner.actor, id, 4);
    await service.runJobs();
    assert.equal((await job(jobId)).fault?.code, 'engine.no-space');
    const { disk } = await show(id);
    assert.deepEqual([disk.status, disk.size], ['available', 2]);
    assert.deepEqual((await actionsOf(world, id)).slice(-2), ['disk.grow', 'disk.fail']);
  });

  test('that cannot be made are in error with the reason, the others are made, and all can be deleted', async (t) => {
    const world = await setUp(t);
    const { context, owner, make, show, service, engine, image } = world;
    const imageId = await image();
    engine.fail('makeDisk', 'no-space');
    const ids = await make(owner, { count: 3, imageId });
    const views = await Promise.all(ids.map(async (id) => await show(id)));
    const broken = views.filter(({ disk }) => disk.status === 'error');
    assert.deepEqual(
      broken.map(({ disk }) => disk.fault?.code),
      ['engine.no-space'],
    );
    assert.equal(broken[0]?.job?.fault?.code, 'engine.no-space');
    assert.equal(broken[0]?.job?.status, 'failed');
    assert.equal(views.filter(({ disk }) => disk.status === 'available').length, 2);
    assert.deepEqual(await held(world), { disks: 2, bases: 1 });
    await deleteDisks(context, owner.actor, ids);
    await service.runJobs();
    assert.deepEqual(await held(world), { disks: 0, bases: 1 });
  });

  test('that are attached are not deleted, nor any that are named with them', async (t) => {
    const world = await setUp(t);
    const { context, owner, make, show, image } = world;
    const serverId = await plantServer(context, owner, await image());
    const [free = '', taken = ''] = await make(owner, { count: 2, size: 1 });
    await attach(world, taken, serverId);
    await assert.rejects(
      deleteDisks(context, owner.actor, [free, taken]),
      faultOf('disk.attached'),
    );
    const { disk, serverName, device } = await show(taken);
    assert.deepEqual([disk.status, serverName, device], ['in-use', 'server', '/dev/vdb']);
    assert.equal((await show(free)).disk.status, 'available');
  });

  test('of a project that is deleted go, also from the engine', async (t) => {
    const world = await setUp(t);
    const { context, owner, make, service, image } = world;
    await make(owner, { count: 2, imageId: await image() });
    await forgetDisks(context, owner.project.id);
    await service.runJobs();
    assert.deepEqual(await held(world), { disks: 0, bases: 1 });
  });

  test('keep the bytes that they begin with after their image is gone, and let go of them at their end', async (t) => {
    const world = await setUp(t);
    const { context, owner, make, show, service, image } = world;
    const imageId = await image();
    const [id = ''] = await make(owner, { imageId });
    const digest = (await show(id)).disk.base?.digest ?? '';
    await deleteImage(context, owner.actor, imageId);
    await service.runJobs();
    const blob = await context.stores.default.read(digest);
    await blob.close();
    assert.equal((await show(id)).source?.usable, false);
    assert.deepEqual(await held(world), { disks: 1, bases: 1 });
    await deleteDisks(context, owner.actor, [id]);
    await service.runJobs();
    await assert.rejects(context.stores.default.read(digest), { code: 'ENOENT' });
    assert.deepEqual(await held(world), { disks: 0, bases: 0 });
  });
});

describe('a job about disks', () => {
  test('that was cut off is begun again where it was', async (t) => {
    const world = await setUp(t);
    const { context, owner, attempt, show, engine, job } = world;
    const order = { name: 'disk', size: 1, count: 6 };
    const { jobId, diskIds } = await createDisks(context, owner.actor, order);
    const statuses = async () =>
      await Promise.all(diskIds.map(async (id) => (await show(id)).disk.status));
    const stop = new AbortController();
    const letGo = engine.hold('makeDisk');
    const cutOff = attempt(jobId, stop.signal);
    stop.abort(new Error('the process stops'));
    letGo();
    await assert.rejects(cutOff, /the process stops/);
    assert.equal((await job(jobId)).status, 'running');
    assert.ok((await statuses()).includes('creating'));
    await attempt(jobId);
    assert.deepEqual(await statuses(), Array(6).fill('available'));
    assert.deepEqual((await job(jobId)).result, {
      disks: diskIds.map((diskId) => ({ diskId, fault: null })),
    });
  });

  test('that fails for an unknown reason leaves what it has not made in error', async (t) => {
    const { context, owner, attempt, show, engine, job } = await setUp(t);
    const { jobId, diskIds } = await createDisks(context, owner.actor, { name: 'disk', size: 1 });
    engine.fail('makeDisk', new Error('a bug'));
    await assert.rejects(attempt(jobId), /a bug/);
    assert.equal((await job(jobId)).fault?.code, 'job.failed');
    const { disk } = await show(diskIds[0] ?? '');
    assert.deepEqual([disk.status, disk.fault?.code], ['error', 'job.failed']);
  });

  test('that is given up leaves disks in error, and no disk that nobody knows of', async (t) => {
    const world = await setUp(t);
    const { context, owner, attempt, show, engine, job } = world;
    const { jobId, diskIds } = await createDisks(context, owner.actor, { name: 'disk', size: 1 });
    for (let n = 0; n < 3; n += 1) await beginJob(context.db, jobId);
    await attempt(jobId);
    assert.equal((await job(jobId)).fault?.code, 'job.given-up');
    const [id = ''] = diskIds;
    assert.deepEqual((await show(id)).disk.fault?.code, 'job.given-up');
    await engine.makeDisk({ id: '00000000-0000-4000-8000-000000000000', bytes: 1, base: null });
    await engine.makeDisk({ id, bytes: 1, base: null });
    await recoverDisks(context, () => undefined);
    assert.deepEqual((await engine.holdings()).disks, [id]);
  });

  test('that ended without its disks does not keep them busy', async (t) => {
    const world = await setUp(t);
    const { context, owner, make, show } = world;
    const [one = '', two = '', three = ''] = await make(owner, { size: 1, count: 3 });
    const set = async (id: string, status: string) =>
      await sql`update disks set status = ${status} where id = ${id}`.execute(context.db);
    await set(one, 'growing');
    await set(two, 'deleting');
    await recoverDisks(context, () => undefined);
    const statuses = [one, two, three].map(async (id) => (await show(id)).disk.status);
    assert.deepEqual(await Promise.all(statuses), ['available', 'error', 'available']);
  });
});

describe('an image of a disk', () => {
  test('is made while the disk and its server are left alone, and says what it is of', async (t) => {
    const world = await setUp(t);
    const { context, owner, make, show, service, image } = world;
    const imageId = await image(undefined, { properties: '{"os_type": "linux", "note": "mine"}' });
    const serverId = await plantServer(context, owner, imageId);
    const [id = ''] = await make(owner, { size: 2, imageId });
    await attach(world, id, serverId);
    const begun = await captureDisk(context, owner.actor, id, { name: 'copy' });
    assert.equal((await show(id)).disk.status, 'capturing');
    await assert.rejects(
      captureDisk(context, owner.actor, id, { name: 'again' }),
      faultOf('disk.wrong-status'),
    );
    const task = async () => {
      const { rows } = await sql<{ task: string | null }>`
        select task from servers where id = ${serverId}`.execute(context.db);
      return rows[0]?.task;
    };
    assert.equal(await task(), 'capturing');
    await service.runJobs();
    assert.deepEqual([await task(), (await show(id)).disk.status], [null, 'in-use']);
    const { rows } = await sql<Record<string, unknown>>`
      select status, kind, visibility, min_disk, detected_format, properties from images where id = ${begun.imageId}`.execute(
      context.db,
    );
    assert.deepEqual(rows, [
      {
        status: 'active',
        kind: 'data',
        visibility: 'private',
        min_disk: 2,
        detected_format: 'qcow2',
        properties: { os_type: 'linux', source_disk_id: id },
      },
    ]);
  });

  test('that cannot be made is gone, and the disk and its server can be used', async (t) => {
    const world = await setUp(t);
    const { context, owner, make, show, service, engine, job, image } = world;
    const serverId = await plantServer(context, owner, await image());
    const [id = ''] = await make(owner, { size: 2 });
    await attach(world, id, serverId);
    engine.fail('copyDisks', 'no-space');
    const { jobId, imageId } = await captureDisk(context, owner.actor, id, { name: 'copy' });
    await service.runJobs();
    assert.equal((await job(jobId)).fault?.code, 'engine.no-space');
    const { rows } = await sql<{ status: string; task: string | null }>`
      select images.status, servers.task from images, servers where images.id = ${imageId} and servers.id = ${serverId}`.execute(
      context.db,
    );
    assert.deepEqual(rows, [{ status: 'deleted', task: null }]);
    assert.equal((await show(id)).disk.status, 'in-use');
  });

  test('is not made while something is being done to the server, nor of a system disk', async (t) => {
    const world = await setUp(t);
    const { context, owner, make, image } = world;
    const serverId = await plantServer(context, owner, await image());
    const [id = ''] = await make(owner, { size: 2 });
    await attach(world, id, serverId);
    await sql`update servers set task = 'stopping' where id = ${serverId}`.execute(context.db);
    const capture = async () => await captureDisk(context, owner.actor, id, { name: 'copy' });
    await assert.rejects(capture(), faultOf('server.busy'));
    await sql`update disks set kind = 'system' where id = ${id}`.execute(context.db);
    await assert.rejects(capture(), faultOf('disk.system'));
  });
});
