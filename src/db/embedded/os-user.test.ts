import assert from 'node:assert/strict';
import { mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import {
  isRoot,
  kill,
  makeFolder,
  nobody,
  postmasterPid,
  query,
  start,
  startProcess,
  uidOf,
} from './embedded-postgres.fixture.ts';

const rootOnly = { skip: isRoot ? false : 'needs root' };

test('root runs the server as nobody where nobody can go', rootOnly, async (t) => {
  const folder = await makeFolder(t, { mode: 0o711 });
  await start(t, folder);
  assert.equal(uidOf(await postmasterPid(folder)), nobody);
  assert.equal((await stat(path.join(folder, 'postgres'))).uid, nobody);
});

test('root runs the server in a user namespace where nobody cannot go', rootOnly, async (t) => {
  const folder = await makeFolder(t, { mode: 0o700 });
  const first = await start(t, folder);
  await first.stop();
  const second = await start(t, folder);
  assert.equal(uidOf(await postmasterPid(folder)), 0);
  assert.deepEqual(await query(second.connection, 'select 1 as one'), [{ one: 1 }]);
});

test('a folder moved to where nobody cannot go keeps its rows', rootOnly, async (t) => {
  const open = await makeFolder(t, { mode: 0o711 });
  const closed = await makeFolder(t, { mode: 0o700, databaseIn: 'data' });
  const first = await start(t, open);
  await query(first.connection, `create table t as select 'kept' as word`);
  await first.stop();
  await rename(open, path.join(closed, 'data'));
  const second = await start(t, path.join(closed, 'data'));
  assert.deepEqual(await query(second.connection, 'select word from t'), [{ word: 'kept' }]);
});

test('an ordinary user runs the server as itself', rootOnly, async (t) => {
  const folder = await makeFolder(t, { mode: 0o700, owner: nobody });
  const { outcome } = await startProcess(t, folder, nobody);
  assert.ok('ready' in outcome, JSON.stringify(outcome));
  assert.equal(uidOf(await postmasterPid(folder)), nobody);
  assert.deepEqual(await query(outcome.ready, 'select 1 as one'), [{ one: 1 }]);
});

test(
  'root goes on with the database of an ordinary user, and runs it as that user',
  rootOnly,
  async (t) => {
    const user = 12345;
    const folder = await makeFolder(t, { owner: user });
    const { child, outcome } = await startProcess(t, folder, user);
    assert.ok('ready' in outcome, JSON.stringify(outcome));
    child.kill('SIGTERM');
    await start(t, folder);
    assert.equal(uidOf(await postmasterPid(folder)), user);
  },
);

test("an ordinary user is told that the database is another user's", rootOnly, async (t) => {
  const folder = await makeFolder(t, { databaseIn: 'data' });
  const data = path.join(folder, 'data');
  await mkdir(data, { mode: 0o777 });
  const first = await start(t, data);
  await first.stop();
  const { outcome } = await startProcess(t, data, 12345);
  assert.ok('failed' in outcome);
  assert.match(outcome.failed, /^The data folder .* is not writable by user 12345 \(EACCES\): .*$/);
});

test('root goes on with a running database that an ordinary user left', rootOnly, async (t) => {
  const folder = await makeFolder(t, { owner: nobody });
  const { child, outcome } = await startProcess(t, folder, nobody);
  assert.ok('ready' in outcome, JSON.stringify(outcome));
  const before = await postmasterPid(folder);
  await kill(child);
  await start(t, folder);
  assert.equal(await postmasterPid(folder), before);
});
