import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  kill,
  makeFolder,
  makeUsedFolder,
  postmasterPid,
  query,
  start,
  startProcess,
} from './embedded-postgres.fixture.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

const log = (): void => undefined;

test('a second process on the folder is told who has it, and the first goes on', async (t) => {
  const folder = await makeUsedFolder(t);
  const { child, outcome } = await startProcess(t, folder);
  assert.ok('ready' in outcome);
  await assert.rejects(startEmbeddedPostgres({ dataFolder: folder, log }), {
    message: `The data folder ${folder} is in use by another Accord process (pid ${child.pid}). Stop it, or set ACCORD_DATA to another folder.`,
  });
  assert.deepEqual(await query(outcome.ready, 'select 1 as one'), [{ one: 1 }]);
});

test('of two first starts at once one gets the folder', async (t) => {
  const folder = await makeFolder(t);
  const both = await Promise.all([startProcess(t, folder), startProcess(t, folder)]);
  const words = both.map(({ outcome }) => ('ready' in outcome ? 'ready' : outcome.failed));
  assert.equal(words.filter((word) => word === 'ready').length, 1, words.join('\n'));
  assert.equal(words.filter((word) => word.includes('is in use by another Accord')).length, 1);
  await postmasterPid(folder);
});

test('of two starts after a crash one gets the folder', async (t) => {
  const folder = await makeUsedFolder(t);
  const first = await startProcess(t, folder);
  const pid = await postmasterPid(folder);
  await kill(first.child);
  process.kill(pid, 'SIGKILL');
  const both = await Promise.all([startProcess(t, folder), startProcess(t, folder)]);
  const words = both.map(({ outcome }) => ('ready' in outcome ? 'ready' : outcome.failed));
  assert.equal(words.filter((word) => word === 'ready').length, 1, words.join('\n'));
});

test('a start while the earlier process is stopping waits for it', async (t) => {
  const folder = await makeUsedFolder(t);
  const first = await start(t, folder);
  const [second] = await Promise.all([start(t, folder), first.stop()]);
  assert.deepEqual(await query(second.connection, 'select 1 as one'), [{ one: 1 }]);
});

test('two folders have two databases', async (t) => {
  const one = await start(t, await makeUsedFolder(t));
  const two = await start(t, await makeUsedFolder(t));
  assert.notEqual(one.connection.host, two.connection.host);
});
