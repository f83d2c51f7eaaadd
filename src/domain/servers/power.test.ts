// Start, stop, reboot, delete; what servers do by themselves; and what becomes of them when the engine fails.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { deleteServers } from './delete-servers.ts';
import { noteEngineEvent } from './note-engine-event.ts';
import { rebootServer } from './reboot-server.ts';
import { readServerLog, openServerConsole } from './server-console.ts';
import { fakeMachines } from './servers.fixture.ts';
import { startServer } from './start-server.ts';
import { stopServer } from './stop-server.ts';
import { updateServer } from './update-server.ts';

const keep = { deleteDisks: false };

test('a server is stopped, started and rebooted, each with its events', async (t) => {
  const { context, owner, make, finish, stateOf, engine } = await fakeMachines(t);
  const [id = ''] = await make();
  await finish(stopServer(context, owner.actor, id, { hard: false }));
  assert.deepEqual(await stateOf(id), ['stopped', null, null]);
  assert.equal(await engine.stateOf(id), 'stopped');
  await finish(startServer(context, owner.actor, id));
  assert.deepEqual(await stateOf(id), ['running', null, null]);
  await finish(rebootServer(context, owner.actor, id, { hard: false }));
  await finish(rebootServer(context, owner.actor, id, { hard: true }));
  assert.equal(await engine.stateOf(id), 'running');
  const { rows } = await sql<{ action: string }>`
    select action from events where noun_id = ${id} order by id`.execute(context.db);
  assert.deepEqual(
    rows.map(({ action }) => action.replace('server.', '')),
    ['create', 'run', 'stop', 'stopped', 'start', 'run', 'reboot', 'run', 'reboot', 'run'],
  );
});

test('nothing else is begun while something is being done', async (t) => {
  const { context, owner, make, service, show } = await fakeMachines(t);
  const [id = ''] = await make();
  const attempts = await Promise.allSettled([
    stopServer(context, owner.actor, id, { hard: true }),
    deleteServers(context, owner.actor, [id], keep),
    rebootServer(context, owner.actor, id, { hard: true }),
  ]);
  const refused = attempts.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  assert.deepEqual(
    refused.map(({ code }) => code),
    ['server.busy', 'server.busy'],
  );
  assert.equal((await show(id)).can.start, 'server.busy');
  await service.runJobs();
});

test('what cannot be done in a state is refused', async (t) => {
  const { context, owner, make, finish, show } = await fakeMachines(t);
  const [id = ''] = await make();
  await assert.rejects(startServer(context, owner.actor, id), { code: 'server.wrong-status' });
  await finish(stopServer(context, owner.actor, id, { hard: true }));
  await assert.rejects(rebootServer(context, owner.actor, id, { hard: true }), {
    code: 'server.wrong-status',
  });
  await assert.rejects(openServerConsole(context, owner.actor, id, 'serial'), {
    code: 'server.wrong-status',
  });
  assert.deepEqual((await show(id)).can, {
    start: true,
    stop: 'server.wrong-status',
    reboot: 'server.wrong-status',
    'change-os': true,
    reinstall: true,
    same: true,
    'attach-disk': true,
    'detach-disk': true,
    capture: true,
    'back-up': true,
    delete: true,
    update: true,
    console: 'server.wrong-status',
  });
});

test('a start that fails says why, and can be tried again', async (t) => {
  const { context, owner, make, finish, ended, stateOf, engine } = await fakeMachines(t);
  const [id = ''] = await make();
  await finish(stopServer(context, owner.actor, id, { hard: true }));
  engine.fail('runServer', 'no-memory');
  const job = await ended(startServer(context, owner.actor, id));
  assert.equal(job.fault?.code, 'engine.no-memory');
  assert.deepEqual(await stateOf(id), ['error', null, 'engine.no-memory']);
  await finish(startServer(context, owner.actor, id));
  assert.deepEqual(await stateOf(id), ['running', null, null]);
});

describe('a server that', () => {
  test('switches itself off is stopped', async (t) => {
    const { context, make, stateOf } = await fakeMachines(t);
    const [serverId = ''] = await make();
    await noteEngineEvent(context, { kind: 'stopped', serverId });
    await noteEngineEvent(context, { kind: 'died', serverId, reason: 'too late' });
    assert.deepEqual(await stateOf(serverId), ['stopped', null, null]);
  });

  test('dies is in error, with the reason', async (t) => {
    const { context, make, show } = await fakeMachines(t);
    const [serverId = ''] = await make();
    await noteEngineEvent(context, { kind: 'died', serverId, reason: 'killed by signal 9' });
    const { server } = await show(serverId);
    assert.deepEqual([server.status, server.fault?.code], ['error', 'server.died']);
    assert.match(server.fault?.message ?? '', /killed by signal 9/);
  });

  test('has filled the disk goes on once it is started again', async (t) => {
    const { context, owner, make, stateOf, finish } = await fakeMachines(t);
    const [serverId = ''] = await make();
    await noteEngineEvent(context, { kind: 'disk-full', serverId });
    assert.deepEqual(await stateOf(serverId), ['error', null, 'server.disk-full']);
    await finish(startServer(context, owner.actor, serverId));
    assert.deepEqual(await stateOf(serverId), ['running', null, null]);
  });

  test('stops while it is being started ends up stopped', async (t) => {
    const { context, owner, make, finish, service, stateOf, engine } = await fakeMachines(t);
    const [serverId = ''] = await make();
    await finish(stopServer(context, owner.actor, serverId, { hard: true }));
    const { jobId } = await startServer(context, owner.actor, serverId);
    const release = engine.hold('runServer');
    const running = service.runJobs();
    release();
    engine.emit({ kind: 'stopped', serverId });
    await running;
    assert.ok(jobId !== '');
    const [status] = await stateOf(serverId);
    assert.equal(status, (await engine.stateOf(serverId)) === 'running' ? 'running' : 'stopped');
  });
});

describe('deleting', () => {
  test('takes the system disk and marked disks; the others can be attached elsewhere', async (t) => {
    const { context, owner, make, finish, show, engine } = await fakeMachines(t);
    const dataDisks = [{ size: 1 }, { size: 1, deleteWithServer: true }];
    const [id = '', other = ''] = await make({ count: 2, dataDisks });
    const kept = (await show(id)).disks[1]?.id;
    await finish(deleteServers(context, owner.actor, [id], keep));
    await assert.rejects(show(id), { code: 'server.not-found' });
    const { rows } = await sql`
      select id, status, server_id from disks where project_id = ${owner.project.id} and status <> 'deleted'
        and server_id is distinct from ${other}`.execute(context.db);
    assert.deepEqual(rows, [{ id: kept, status: 'available', server_id: null }]);
    assert.equal((await engine.holdings()).disks.length, 4);
    await finish(deleteServers(context, owner.actor, [other], { deleteDisks: true }));
    assert.deepEqual((await engine.holdings()).disks, [kept]);
  });

  test("is all or nothing, and finds only what is the project's own", async (t) => {
    const { service, context, owner, make, finish, stateOf } = await fakeMachines(t);
    const [id = '', other = ''] = await make({ count: 2 });
    const stranger = await service.person();
    const notFound = { code: 'server.not-found' };
    await assert.rejects(deleteServers(context, stranger.actor, [id], keep), notFound);
    await assert.rejects(deleteServers(context, owner.actor, [id, 'no'], keep), notFound);
    const stop = stopServer(context, owner.actor, other, { hard: true });
    await stop;
    const busy = { code: 'server.busy' };
    await assert.rejects(deleteServers(context, owner.actor, [id, other], keep), busy);
    await finish(stop);
    assert.deepEqual(await stateOf(id), ['running', null, null]);
  });

  test('that fails leaves a server that can be deleted again', async (t) => {
    const { context, owner, make, ended, finish, stateOf, engine } = await fakeMachines(t);
    const [id = ''] = await make();
    engine.fail('dropServer', 'unavailable');
    const job = await ended(deleteServers(context, owner.actor, [id], keep));
    assert.equal(job.status, 'failed');
    assert.deepEqual(await stateOf(id), ['error', null, 'engine.unavailable']);
    await finish(deleteServers(context, owner.actor, [id], keep));
    assert.deepEqual((await engine.holdings()).servers, []);
  });
});

test('name and description are changed, by members alone', async (t) => {
  const { service, context, owner, make } = await fakeMachines(t);
  const [id = ''] = await make();
  const { server } = await updateServer(context, owner.actor, id, {
    name: 'mail',
    description: 'x',
  });
  assert.deepEqual([server.name, server.description], ['mail', 'x']);
  const reader = await service.person({ project: owner.project, role: 'reader' });
  await assert.rejects(updateServer(context, reader.actor, id, { name: 'y' }), {
    code: 'server.forbidden',
  });
});

test('the log is read on from where it ended, never in the middle of a character', async (t) => {
  const { service, context, owner, make, engine } = await fakeMachines(t);
  const [id = ''] = await make();
  engine.print(id, 'boot: 启动');
  const part = await readServerLog(context, owner.actor, id, 0);
  assert.deepEqual(part, { text: 'boot: 启动', next: Buffer.byteLength('boot: 启动') });
  engine.print(id, ' done');
  const more = await readServerLog(context, owner.actor, id, part.next);
  assert.equal(more.text, ' done');
  const reader = await service.person({ project: owner.project, role: 'reader' });
  await assert.rejects(readServerLog(context, reader.actor, id, 0), { code: 'server.forbidden' });
});
