// `npm start` from a fresh clone: what a first start leaves behind, what a later one finds, how it ends, and what it says when it cannot start.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, chown, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cloneCheckout } from './support/checkout-copy.ts';
import { readCloud, readClouds } from './support/clouds.ts';
import { postmasterOf, queryDatabaseOf } from './support/embedded-database.ts';
import type { Environment } from './support/environment.ts';
import { freePort, occupyPort } from './support/free-port.ts';
import { send, signIn } from './support/http-client.ts';
import { processesOf } from './support/processes.ts';
import { mustRun, runCommand, type Outcome } from './support/run-command.ts';
import { startService, type ServiceProcess } from './support/service-process.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';

const isRoot = process.getuid?.() === 0;
/** The ordinary user: `nobody` when this is root, else ourselves. */
const ordinary = isRoot ? 65_534 : undefined;

let folder: TemporaryFolder;
let clone: string;
let home: string;
let port: number;

before(async () => {
  folder = await temporaryFolder();
  // A blank in the path must not matter.
  clone = join(folder.path, 'check out', 'accord');
  home = join(folder.path, 'home');
  await mkdir(home);
  await cloneCheckout(clone);
  port = await freePort();
});

after(async () => await folder.remove());

/** `npm start` in the clone, on its default data folder. */
async function npmStart(uid?: number): Promise<ServiceProcess> {
  return await startService({
    command: ['npm', 'start'],
    cwd: clone,
    data: join(clone, 'data'),
    env: {
      ACCORD_DATA: '',
      ACCORD_PORT: String(port),
      ...(uid === undefined ? {} : { HOME: home }),
    },
    // The first of all installs the packages.
    seconds: 400,
    ...(uid === undefined ? {} : { uid }),
  });
}

/** All that a later start must leave as it was. */
async function stateOf(service: ServiceProcess): Promise<unknown> {
  const { mtimeMs, mode } = await stat(service.clouds);
  const people = await Promise.all(
    [...(await readClouds(service.clouds))].map(async ([name, cloud]) => {
      const client = await signIn(service.url, cloud);
      const filters = 'visibility=all&member_status=all';
      const images = (await client.request('GET', `/v2/images?${filters}`)).json?.['images'];
      return { name, project: client.projectId, user: client.userId, images };
    }),
  );
  return {
    people,
    clouds: await readFile(service.clouds, 'utf8'),
    mtimeMs,
    mode,
    accounts: await readFile(join(service.data, 'secrets', 'accounts.json'), 'utf8'),
  };
}

function describeStart(who: string, uid: number | undefined): void {
  describe(`npm start as ${who}`, () => {
    let state: unknown;

    before(async () => {
      if (!isRoot || uid === undefined) return;
      await rm(join(clone, 'data'), { recursive: true, force: true });
      await mustRun('chown', ['-R', `${uid}:${uid}`, folder.path]);
    });

    test('starts the first time and says where it is, how to sign in, and two lines to try', async () => {
      const service = await npmStart(uid);
      const said = service.stdout().slice(service.stdout().indexOf('Accord is ready'));
      const [ready, signingIn, trying, ...lines] = said.trimEnd().split('\n');
      assert.equal(ready, `Accord is ready at http://127.0.0.1:${port}`);
      assert.equal(
        signingIn,
        `Sign in as owner, recipient and admin: the passwords are in ${service.clouds}`,
      );
      assert.match(trying ?? '', /^Try /);
      assert.equal(lines.length, 2);
      assert.match(await mustRun('sh', ['-c', lines[0] ?? '']), /sample-disk/);
      state = await stateOf(service);
      await service.stop();
      assert.deepEqual(processesOf(clone), []);
    });

    test('keeps the passwords where only its user can read them', async () => {
      for (const file of ['clouds.yaml', 'secrets/accounts.json', 'secrets/secret-key']) {
        const { mode, uid: owner } = await stat(join(clone, 'data', file));
        assert.deepEqual([mode & 0o777, owner], [0o600, uid ?? process.getuid?.()], file);
      }
    });

    test('starts a second time and finds everything as it was', async (t) => {
      const service = await npmStart(uid);
      t.diagnostic(`the second start took ${service.startedIn.toFixed(2)} s`);
      assert.deepEqual(await stateOf(service), state);
      assert.doesNotMatch(service.stderr(), /^Making/m);
      await service.stop();
    });

    test('ends cleanly when Ctrl-C reaches the whole group', async () => {
      const service = await npmStart(uid);
      await service.stop('SIGINT', 'group');
      assert.deepEqual(processesOf(clone), []);
    });

    test('is taken over by the next start after kill -9 of all its processes', async () => {
      const killed = await npmStart(uid);
      const database = await postmasterOf(killed.data);
      await killed.kill();
      const next = await npmStart(uid);
      assert.equal(await postmasterOf(next.data), database);
      assert.deepEqual(await stateOf(next), state);
      await next.stop();
      assert.deepEqual(processesOf(clone), []);
    });
  });
}

if (isRoot) describeStart('root', undefined);
describeStart('an ordinary user', ordinary);

describe('ACCORD_SEED=none', () => {
  test('makes an administrator, no other user and no image', async () => {
    const data = join(home, 'bare');
    const service = await startBare(data);
    const admin = await signIn(service.url, await readCloud(service.clouds, 'admin'));
    const images = await admin.request('GET', '/v2/images?visibility=all&member_status=all');
    assert.deepEqual(images.json?.['images'], []);
    const users = (await admin.request('GET', '/v3/users')).json?.['users'] as { name: string }[];
    assert.deepEqual(
      users.map((user) => user.name),
      ['admin'],
    );
    assert.deepEqual([...(await readClouds(service.clouds)).keys()], ['admin']);
    await service.stop();
  });
});

/** What `npm start` runs, as the ordinary user. */
const program = ['node', 'scripts/start-service.mjs'] as const;

async function startBare(data: string): Promise<ServiceProcess> {
  return await startService({
    command: program,
    cwd: clone,
    data,
    env: { ACCORD_SEED: 'none', HOME: home },
    ...(ordinary === undefined ? {} : { uid: ordinary }),
  });
}

describe('A start that cannot succeed says why in one line and ends with exit code 1:', () => {
  let data: string;

  before(async () => {
    data = join(home, 'used');
    await (await startBare(data)).stop();
  });

  async function attempt(env: Environment): Promise<Outcome> {
    const [file, ...args] = program;
    return await runCommand(file, args, {
      cwd: clone,
      env: { ACCORD_DATA: data, ACCORD_PORT: '0', HOME: home, ...env },
      ...(ordinary === undefined ? {} : { uid: ordinary }),
    });
  }

  function assertOneLine(outcome: Outcome, line: RegExp): void {
    assert.deepEqual({ code: outcome.code, stdout: outcome.stdout }, { code: 1, stdout: '' });
    assert.match(outcome.stderr, /^[^\n]+\n$/);
    assert.match(outcome.stderr, line);
  }

  test('the port is busy', async () => {
    const { port: busy, server } = await occupyPort();
    // An engine would say before what it runs servers by.
    const outcome = await attempt({ ACCORD_PORT: String(busy), ACCORD_ENGINE: 'none' });
    server.close();
    await once(server, 'close');
    assertOneLine(
      outcome,
      new RegExp(`^Port ${busy} on 127\\.0\\.0\\.1 is in use\\. .*ACCORD_PORT`),
    );
    assert.deepEqual(processesOf(data), []);
  });

  test('the data folder cannot be written', async () => {
    const closed = join(home, 'closed');
    await mkdir(closed);
    if (ordinary !== undefined) await chown(closed, ordinary, ordinary);
    await chmod(closed, 0o555);
    assertOneLine(
      await attempt({ ACCORD_DATA: closed }),
      /^The data folder .*\/closed is not writable by user \d+ \(EACCES\): .*ACCORD_DATA/,
    );
  });

  test('the data folder is in use by another process, which goes on', async () => {
    const service = await startBare(data);
    assertOneLine(
      await attempt({}),
      /^The data folder .*\/used is in use by another Accord process \(pid \d+\)\. .*ACCORD_DATA/,
    );
    assert.equal((await send(service.url, 'GET', '/readyz')).status, 200);
    await service.stop();
  });

  test('the database has the schema of a newer version', async () => {
    const service = await startBare(data);
    await queryDatabaseOf(data, `insert into schema_migrations (name) values ('9999-later.sql')`);
    await service.stop();
    assertOneLine(
      await attempt({}),
      /^The database was written by a newer Accord \(it has 9999-later\.sql\)\./,
    );
    assert.deepEqual(processesOf(data), []);
  });

  test('a setting does not exist', async () => {
    assertOneLine(
      await attempt({ ACCORD_PROT: '9292' }),
      /^ACCORD_PROT is not a setting of Accord\. docs\/settings\.md lists them all\.$/m,
    );
  });

  test('a setting has a wrong value', async () => {
    assertOneLine(
      await attempt({ ACCORD_PORT: 'https' }),
      /^ACCORD_PORT must be a whole number from 0 to 65535, not "https"\.$/m,
    );
    assertOneLine(
      await attempt({ ACCORD_CONSENT: 'loose' }),
      /^ACCORD_CONSENT must be strict or glance, not "loose"\.$/m,
    );
  });
});
