import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import {
  isRoot,
  makeFolder,
  makeUsedFolder,
  nobody,
  query,
  start,
  startProcess,
} from './embedded-postgres.fixture.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

const log = (): void => undefined;
const rootOnly = { skip: isRoot ? false : 'needs root' };

test('a folder that cannot be written is named', rootOnly, async (t) => {
  const folder = await makeFolder(t, { mode: 0o755 });
  const { outcome } = await startProcess(t, path.join(folder, 'data'), nobody);
  assert.ok('failed' in outcome);
  assert.equal(
    outcome.failed,
    `The data folder ${folder}/data is not writable by user ${nobody} (EACCES): change its owner, or set ACCORD_DATA to another folder.`,
  );
});

test('a file in place of the folder is named', async (t) => {
  const folder = await makeFolder(t);
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  await assert.rejects(
    startEmbeddedPostgres({ dataFolder: file, log }),
    /^Error: The data folder .*\/file is not writable .*$/,
  );
});

test('a disk too small for a database is named, and leaves nothing behind', rootOnly, async (t) => {
  const folder = await makeFolder(t);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m,mode=0711', 'accord-test', folder]);
  try {
    await assert.rejects(startEmbeddedPostgres({ dataFolder: folder, log }), {
      message: `No space is left on the disk of ${folder}: free some (a new database takes 60 MB), or set ACCORD_DATA to a folder on another disk.`,
    });
    assert.ok(
      Number(execFileSync('du', ['-sk', folder], { encoding: 'utf8' }).split('\t')[0]) < 64,
    );
  } finally {
    execFileSync('umount', [folder]);
  }
});

test('a database of another major version is left alone', async (t) => {
  const folder = await makeFolder(t);
  await mkdir(path.join(folder, 'postgres'), { mode: 0o700 });
  await writeFile(path.join(folder, 'postgres', 'PG_VERSION'), '19\n');
  await assert.rejects(
    startEmbeddedPostgres({ dataFolder: folder, log }),
    /^Error: The database in .*\/postgres was made by PostgreSQL 19, but this Accord brings PostgreSQL 18: .*$/,
  );
});

test('a folder in place of the database that holds something else is left alone', async (t) => {
  const folder = await makeFolder(t);
  await mkdir(path.join(folder, 'postgres'), { mode: 0o700 });
  await writeFile(path.join(folder, 'postgres', 'notes.txt'), '');
  await assert.rejects(
    startEmbeddedPostgres({ dataFolder: folder, log }),
    /^Error: .*\/postgres is not empty and holds no PostgreSQL database .*$/,
  );
});

test('a lost password file is named', async (t) => {
  const folder = await makeUsedFolder(t);
  await rm(path.join(folder, 'secrets', 'postgres-password'));
  await assert.rejects(
    startEmbeddedPostgres({ dataFolder: folder, log }),
    /^Error: .*\/secrets\/postgres-password is missing, .*$/,
  );
});

test('a broken setting comes back as what PostgreSQL said', async (t) => {
  const folder = await makeUsedFolder(t);
  await writeFile(path.join(folder, 'postgres', 'postgresql.auto.conf'), 'work_mem = lots\n');
  await assert.rejects(
    startEmbeddedPostgres({ dataFolder: folder, log }),
    /^Error: PostgreSQL did not start on .*\/postgres: .*contains errors \(its log is .*\)\.$/,
  );
});

test('a socket folder whose name somebody else took is passed by', async (t) => {
  const folder = await makeUsedFolder(t);
  const first = await start(t, folder);
  await first.stop();
  await symlink(folder, first.connection.host);
  t.after(() => rm(first.connection.host));
  const second = await start(t, folder);
  assert.notEqual(second.connection.host, first.connection.host);
  assert.deepEqual(await query(second.connection, 'select 1 as one'), [{ one: 1 }]);
});
