import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { Client } from 'pg';
import {
  isRoot,
  kill,
  launchProcess,
  makeFolder,
  makeUsedFolder,
  nobody,
  postmasterPid,
  query,
  start,
  startProcess,
} from './embedded-postgres.fixture.ts';

const oneRow = `create table t as select 'kept' as word`;

async function rowIsThere(t: TestContext, folder: string): Promise<void> {
  const { connection } = await start(t, folder);
  assert.deepEqual(await query(connection, 'select word from t'), [{ word: 'kept' }]);
}

test('after kill -9 of its process the next one takes the running server over, with all commits', async (t) => {
  const folder = await makeUsedFolder(t);
  const { child, outcome } = await startProcess(t, folder);
  assert.ok('ready' in outcome);
  await query(outcome.ready, oneRow);
  const before = await postmasterPid(folder);
  await kill(child);
  await rowIsThere(t, folder);
  assert.equal(await postmasterPid(folder), before);
});

test('a server that was taken over is stopped by stop', async (t) => {
  const folder = await makeUsedFolder(t);
  const { child } = await startProcess(t, folder);
  await kill(child);
  const postgres = await start(t, folder);
  await postgres.stop();
  await assert.rejects(postmasterPid(folder));
});

test('after kill -9 of everything the next start recovers all commits', async (t) => {
  const folder = await makeUsedFolder(t);
  const { child, outcome } = await startProcess(t, folder);
  assert.ok('ready' in outcome);
  await query(outcome.ready, oneRow);
  process.kill(await postmasterPid(folder), 'SIGSTOP');
  await kill(child);
  process.kill(await postmasterPid(folder), 'SIGKILL');
  await rowIsThere(t, folder);
});

test('a postmaster.pid whose pid is another process by now is no obstacle', async (t) => {
  const folder = await makeUsedFolder(t);
  const first = await start(t, folder);
  await query(first.connection, oneRow);
  await first.stop();
  const owner = isRoot ? { uid: nobody, gid: nobody } : {};
  const stranger = spawn('sleep', ['600'], { ...owner, stdio: 'ignore' });
  t.after(() => kill(stranger));
  await once(stranger, 'spawn');
  const file = path.join(folder, 'postgres', 'postmaster.pid');
  await writeFile(file, `${stranger.pid}\n${folder}/postgres\n1\n5432\n/nowhere\n\n\nready\n`);
  await rowIsThere(t, folder);
});

test('a start that is killed while making the database is made good by the next', async (t) => {
  const folder = await makeFolder(t);
  const child = launchProcess(t, folder);
  while (!(await readdir(folder)).some((name) => name.includes('.new-'))) {
    await new Promise(setImmediate);
  }
  await kill(child);
  const { connection } = await start(t, folder);
  assert.deepEqual(await query(connection, 'select 1 as one'), [{ one: 1 }]);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.includes('.new-')),
    [],
  );
});

test('a server that is killed under a living process is started again', async (t) => {
  const folder = await makeUsedFolder(t);
  const { connection } = await start(t, folder);
  await query(connection, oneRow);
  const before = await postmasterPid(folder);
  process.kill(before, 'SIGKILL');
  const rows = await untilItAnswers(() => query(connection, 'select word from t'));
  assert.deepEqual(rows, [{ word: 'kept' }]);
  assert.notEqual(await postmasterPid(folder), before);
});

test('a claim whose session was ended is taken again', async (t) => {
  const folder = await makeUsedFolder(t);
  const { connection } = await start(t, folder);
  const holder = `select pid from pg_locks where locktype = 'advisory'`;
  const [before] = await query(connection, holder);
  await query(
    connection,
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'`,
  );
  const after = await untilItAnswers(async () => {
    const rows = await query(connection, holder);
    assert.equal(rows.length, 1);
    assert.notDeepEqual(rows[0], before);
    return rows;
  });
  assert.equal(after.length, 1);
});

test('a server that lost its socket is replaced once its process is gone', async (t) => {
  const folder = await makeUsedFolder(t);
  const { child, outcome } = await startProcess(t, folder);
  assert.ok('ready' in outcome);
  await query(outcome.ready, oneRow);
  await kill(child);
  await rm(String(outcome.ready.host), { recursive: true });
  await rowIsThere(t, folder);
});

test('sessions of a killed process do not keep the folder from the next', async (t) => {
  const folder = await makeUsedFolder(t);
  const { child, outcome } = await startProcess(t, folder);
  assert.ok('ready' in outcome);
  const lingering = new Client(outcome.ready);
  lingering.on('error', () => undefined);
  await lingering.connect();
  await kill(child);
  const postgres = await start(t, folder);
  await postgres.stop();
  await lingering.end();
});

/** Tries again until it neither throws nor rejects; the test's own time limit bounds it. */
async function untilItAnswers<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await new Promise(setImmediate);
    }
  }
}
