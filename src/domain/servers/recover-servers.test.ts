// The rows and the engine after a start: everything that may have ended meanwhile.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { deleteProject } from '../identity/projects/delete-project.ts';
import { beginJob } from '../jobs/queries.ts';
import { createServers } from './create-servers.ts';
import { recoverServers } from './recover-servers.ts';
import { fakeMachines, plain } from './servers.fixture.ts';
import { stopServer } from './stop-server.ts';

const log = (line: string): void => assert.fail(line);

describe('a server that was running', () => {
  test('and runs is left alone', async (t) => {
    const { context, make, stateOf, service, show } = await fakeMachines(t);
    const [id = ''] = await make();
    const before = await show(id);
    await recoverServers(context, log);
    await service.runJobs();
    assert.deepEqual(await stateOf(id), ['running', null, null]);
    assert.deepEqual((await show(id)).server, before.server);
  });

  test('and is gone without a word went down with the machine: it is stopped', async (t) => {
    const { context, make, stateOf, engine } = await fakeMachines(t);
    const [id = ''] = await make();
    await engine.stopServer(id, 0);
    await recoverServers(context, log);
    assert.deepEqual(await stateOf(id), ['stopped', null, null]);
  });

  test('is started again after that when the settings say so', async (t) => {
    const { context, make, stateOf, engine } = await fakeMachines(t, { serversAfterBoot: 'start' });
    const [id = ''] = await make();
    await engine.stopServer(id, 0);
    const { done } = await recoverServers(context, log);
    await done;
    assert.deepEqual(await stateOf(id), ['running', null, null]);
    assert.equal(await engine.stateOf(id), 'running');
  });

  test('and died meanwhile says why', async (t) => {
    const { context, make, stateOf, engine } = await fakeMachines(t, { serversAfterBoot: 'start' });
    const [serverId = ''] = await make();
    engine.emit({ kind: 'died', serverId, reason: 'killed' });
    await recoverServers(context, log);
    assert.deepEqual(await stateOf(serverId), ['error', null, 'server.died']);
  });

  test('is watched from then on', async (t) => {
    const { context, make, stateOf, engine } = await fakeMachines(t);
    const [serverId = ''] = await make();
    await recoverServers(context, log);
    engine.emit({ kind: 'stopped', serverId });
    const deadline = performance.now() + 10_000;
    while ((await stateOf(serverId))[0] !== 'stopped') assert.ok(performance.now() < deadline);
  });
});

test('what was being done by a job that is no more is over', async (t) => {
  const { context, make, stateOf } = await fakeMachines(t);
  const [id = ''] = await make();
  await sql`update servers set task = 'stopping', job_id = 'gone' where id = ${id}`.execute(
    context.db,
  );
  await recoverServers(context, log);
  assert.deepEqual(await stateOf(id), ['running', null, 'server.interrupted']);
});

test('a server of the engine that no row knows is ended', async (t) => {
  const { context, make, service, engine } = await fakeMachines(t);
  const [id = ''] = await make();
  await sql`update disks set server_id = null, slot = null, status = 'available' where server_id = ${id}`.execute(
    context.db,
  );
  await sql`update servers set status = 'deleted', deleted_at = now(), ssh_port = null where id = ${id}`.execute(
    context.db,
  );
  await recoverServers(context, log);
  await service.runJobs();
  assert.deepEqual((await engine.holdings()).servers, []);
});

describe('a job that is cut off', () => {
  test('is done by its next attempt, whatever the one before had done', async (t) => {
    const { context, owner, imageId, service, stateOf, engine } = await fakeMachines(t);
    const { jobId, serverIds } = await createServers(context, owner.actor, plain(imageId));
    await beginJob(context.db, jobId);
    await service.runJobs();
    assert.deepEqual(await stateOf(serverIds[0] ?? ''), ['running', null, null]);
    assert.equal((await engine.holdings()).disks.length, 1);
  });

  test('three times leaves servers in error and nothing in the engine', async (t) => {
    const { context, owner, imageId, service, stateOf, engine } = await fakeMachines(t);
    const { jobId, serverIds } = await createServers(context, owner.actor, plain(imageId));
    for (let death = 0; death < 3; death += 1) await beginJob(context.db, jobId);
    await service.runJobs();
    assert.deepEqual(await stateOf(serverIds[0] ?? ''), ['error', null, 'job.given-up']);
    const { servers, disks } = await engine.holdings();
    assert.deepEqual([servers, disks], [[], []]);
  });

  test('as a stop is leaves a server that can be stopped again', async (t) => {
    const { context, owner, make, service, stateOf, finish } = await fakeMachines(t);
    const [id = ''] = await make();
    const { jobId } = await stopServer(context, owner.actor, id, { hard: true });
    for (let death = 0; death < 3; death += 1) await beginJob(context.db, jobId);
    await service.runJobs();
    assert.deepEqual(await stateOf(id), ['running', null, 'job.given-up']);
    await finish(stopServer(context, owner.actor, id, { hard: true }));
  });
});

test('the servers of a deleted project go with their disks', async (t) => {
  const { context, owner, make, service, engine } = await fakeMachines(t);
  await make({ count: 2, dataDisks: [{ size: 1 }] });
  await deleteProject(context, null, owner.project.id);
  await service.runJobs();
  const held = await engine.holdings();
  assert.deepEqual([held.servers, held.disks, held.bases], [[], [], []]);
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from servers where status <> 'deleted') + (select count(*) from disks where status <> 'deleted')
      + (select count(*) from blobs) as n`.execute(context.db);
  assert.equal(rows[0]?.n, 0);
});
