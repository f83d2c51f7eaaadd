import assert from 'node:assert/strict';
import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { makeFolder, makeUsedFolder, query, start } from './embedded-postgres.fixture.ts';
import { findPostmaster } from './postmaster-file.ts';

test('a fresh folder becomes a durable UTF-8 database that listens on no network', async (t) => {
  const folder = await makeFolder(t);
  const { connection } = await start(t, folder);
  const [row] = await query(
    connection,
    `select current_setting('server_encoding') as encoding, datlocprovider as provider, datlocale as locale,
       current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as addresses,
       current_setting('password_encryption') as passwords
     from pg_database where datname = current_database()`,
  );
  assert.deepEqual(row, {
    encoding: 'UTF8',
    provider: 'b',
    locale: 'C.UTF-8',
    checksums: 'on',
    fsync: 'on',
    commit: 'on',
    addresses: '',
    passwords: 'scram-sha-256',
  });
});

test('the password is in a file for its owner alone, and a wrong one is refused', async (t) => {
  const folder = await makeUsedFolder(t);
  const { connection } = await start(t, folder);
  const file = path.join(folder, 'secrets', 'postgres-password');
  assert.equal((await readFile(file, 'utf8')).trim(), connection.password);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.equal((await stat(path.dirname(file))).mode & 0o777, 0o700);
  assert.equal((await stat(connection.host)).mode & 0o777, 0o700);
  await assert.rejects(query({ ...connection, password: 'guess' }, 'select 1'), { code: '28P01' });
});

test('a second start keeps the rows', async (t) => {
  const folder = await makeUsedFolder(t);
  const first = await start(t, folder);
  await query(first.connection, `create table t as select 'kept' as word`);
  await first.stop();
  const second = await start(t, folder);
  assert.deepEqual(await query(second.connection, 'select word from t'), [{ word: 'kept' }]);
});

test('stop waits until the server is gone, and may be called again', async (t) => {
  const folder = await makeUsedFolder(t);
  const postgres = await start(t, folder);
  await postgres.stop();
  assert.equal(await findPostmaster(path.join(folder, 'postgres')), undefined);
  await postgres.stop();
});

test('a long path with spaces and quotes is no obstacle', async (t) => {
  const inner = path.join('my "own" data, it\'s $HOME', ...Array(5).fill('ü'.repeat(60)));
  const folder = await makeFolder(t, { databaseIn: inner });
  const { connection } = await start(t, path.join(folder, inner));
  assert.ok(`${connection.host}/.s.PGSQL.5432`.length < 107);
  assert.deepEqual(await query(connection, 'select 1 as one'), [{ one: 1 }]);
});

test('a log past 8 MB is set aside at start', async (t) => {
  const folder = await makeUsedFolder(t);
  const file = path.join(folder, 'log', 'postgres.log');
  await writeFile(file, '');
  await truncate(file, 9 * 1024 * 1024);
  await start(t, folder);
  assert.ok((await stat(file)).size < 1024 * 1024);
  assert.equal((await stat(`${file}.1`)).size, 9 * 1024 * 1024);
});
