// Two processes of the service on one database and one store: what one has committed, the other knows at its next request. Nothing that
// grants access is kept in a process.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { facadesFor } from '../../src/api/facades.ts';
import { buildServer } from '../../src/api/http/server.ts';
import { readConfig } from '../../src/config.ts';
import { openDatabase, openPool } from '../../src/db/pool.ts';
import { holdProcessLock } from '../../src/db/process-lock.ts';
import type { Context } from '../../src/domain/context.ts';
import { authenticateSigner } from '../../src/domain/identity/access-keys/authenticate-signer.ts';
import { createAccessKey } from '../../src/domain/identity/access-keys/create-access-key.ts';
import { updateAccessKey } from '../../src/domain/identity/access-keys/update-access-key.ts';
import { revokeRole } from '../../src/domain/identity/assignments/revoke-role.ts';
import { updateProject } from '../../src/domain/identity/projects/update-project.ts';
import { updateUser } from '../../src/domain/identity/users/update-user.ts';
import { Buckets } from '../../src/drivers/bucket/buckets.ts';
import { Stores } from '../../src/drivers/store/stores.ts';
import { makePerson, type Person } from '../support/person.ts';
import { testDatabase, type Connection } from '../support/test-database.ts';
import { roleNamed } from './cast.ts';

interface Process {
  readonly context: Context;
  readonly url: string;
  close(): Promise<void>;
}

async function startProcess(connection: Connection, folder: string): Promise<Process> {
  const pool = openPool(connection, 4, (error) => assert.fail(error));
  const lock = await holdProcessLock(pool, (line) => assert.fail(line));
  const settings = { ...readConfig({}).settings, publicUrl: 'http://accord.test' };
  const context: Context = {
    db: openDatabase(pool),
    stores: await Stores.open([{ name: 'default', folder }]),
    buckets: await Buckets.open([]),
    engine: null,
    settings,
    secrets: {
      tokenKey: new Uint8Array(32).fill(7),
      accessKeyKey: new Uint8Array(32).fill(8),
    },
    processId: lock.processId,
  };
  const options = { log: 'error', requestBody: 1 << 20, idleSeconds: 60 } as const;
  const app = await buildServer(context, facadesFor(settings), options);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    context,
    url,
    async close() {
      await app.close();
      await lock.release();
      await pool.end();
    },
  };
}

interface Pair {
  readonly here: Process;
  readonly other: Process;
  readonly owner: Person;
  readonly recipient: Person;
  readonly imageId: string;
  /** Statuses of the record, the bytes and the list, as the recipient gets them from the other process. */
  readonly there: () => Promise<
    readonly [show: number, download: number, listed: boolean | number]
  >;
}

/** An image that the recipient has accepted, seen from both processes. */
async function startPair(t: TestContext): Promise<Pair> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'accord-test-'));
  const [here, other] = await Promise.all([
    startProcess(database.connection, folder),
    startProcess(database.connection, folder),
  ]);
  t.after(async () => {
    await Promise.all([here.close(), other.close()]);
    await database.drop();
    await rm(folder, { recursive: true });
  });
  const owner = await makePerson(here.context, here.url, {});
  const recipient = await makePerson(here.context, here.url, {});
  const body = { disk_format: 'raw', container_format: 'bare' };
  const created = await owner.request('POST', '/v2/images', { body });
  const { id: imageId } = (await created.json()) as { id: string };
  const path = `/v2/images/${imageId}`;
  const member = recipient.project.id;
  for (const response of [
    await owner.request('PUT', `${path}/file`, { body: new TextEncoder().encode('bytes') }),
    await owner.request('POST', `${path}/members`, { body: { member } }),
    await recipient.request('PUT', `${path}/members/${member}`, { body: { status: 'accepted' } }),
  ]) {
    assert.ok(response.ok, await response.text());
  }
  const ask = async (asked: string) =>
    await fetch(`${other.url}${asked}`, { headers: { 'x-auth-token': recipient.token } });
  const there = async () => {
    const show = await ask(path);
    const download = await ask(`${path}/file`);
    const list = await ask('/v2/images');
    await Promise.all([show.arrayBuffer(), download.arrayBuffer()]);
    const text = await list.text();
    return [show.status, download.status, list.ok ? text.includes(imageId) : list.status] as const;
  };
  // Whatever could be kept is kept by now.
  for (let turn = 0; turn < 3; turn += 1) assert.deepEqual(await there(), [200, 200, true]);
  return { here, other, owner, recipient, imageId, there };
}

test('a withdrawal counts in the other process at once', async (t) => {
  const { owner, recipient, imageId, there } = await startPair(t);
  const path = `/v2/images/${imageId}/members/${recipient.project.id}`;
  assert.equal((await owner.request('DELETE', path)).status, 204);
  assert.deepEqual(await there(), [404, 404, false]);
});

test('a rejection counts in the other process at once', async (t) => {
  const { recipient, imageId, there } = await startPair(t);
  const path = `/v2/images/${imageId}/members/${recipient.project.id}`;
  const response = await recipient.request('PUT', path, { body: { status: 'rejected' } });
  assert.equal(response.status, 200);
  assert.deepEqual(await there(), [200, 403, false]);
});

test('an image made private is gone in the other process at once', async (t) => {
  const { owner, imageId, there } = await startPair(t);
  const response = await owner.request('PATCH', `/v2/images/${imageId}`, {
    headers: { 'content-type': 'application/openstack-images-v2.1-json-patch' },
    body: [{ op: 'replace', path: '/visibility', value: 'private' }],
  });
  assert.equal(response.status, 200);
  assert.deepEqual(await there(), [404, 404, false]);
});

test('a deletion counts in the other process at once', async (t) => {
  const { owner, imageId, there } = await startPair(t);
  assert.equal((await owner.request('DELETE', `/v2/images/${imageId}`)).status, 204);
  assert.deepEqual(await there(), [404, 404, false]);
});

test('a role that is taken away no longer opens the other process', async (t) => {
  const { here, recipient, there } = await startPair(t);
  await revokeRole(here.context, null, {
    userId: recipient.actor.userId,
    roleId: await roleNamed(here.context, 'member'),
    target: { kind: 'project', id: recipient.project.id },
  });
  assert.deepEqual(await there(), [401, 401, 401]);
});

test('a revoked token no longer opens the other process', async (t) => {
  const { recipient, there } = await startPair(t);
  const headers = { 'x-subject-token': recipient.token };
  assert.equal((await recipient.request('DELETE', '/v3/auth/tokens', { headers })).status, 204);
  assert.deepEqual(await there(), [401, 401, 401]);
});

test('a disabled project is shut in the other process', async (t) => {
  const { here, recipient, there } = await startPair(t);
  await updateProject(here.context, null, recipient.project.id, { enabled: false });
  assert.deepEqual(await there(), [401, 401, 401]);
});

test('a disabled user is shut out of the other process', async (t) => {
  const { here, recipient, there } = await startPair(t);
  await updateUser(here.context, null, recipient.actor.userId, { enabled: false });
  assert.deepEqual(await there(), [401, 401, 401]);
});

test('an access key that is disabled signs nothing in the other process at once', async (t) => {
  const { here, other, owner } = await startPair(t);
  const { actor } = owner;
  const { accessKey, secret } = await createAccessKey(here.context, actor, {
    userId: actor.userId,
  });
  const asked = async (): Promise<unknown> =>
    await authenticateSigner(other.context, {
      accessKeyId: accessKey.id,
      projectId: owner.project.id,
      accountId: null,
      address: '192.0.2.1',
      requestId: 'req-1',
      isSignedWith: async (known) => known === secret,
    });
  for (let turn = 0; turn < 3; turn += 1) await asked();
  await updateAccessKey(here.context, actor, accessKey.id, { enabled: false });
  await assert.rejects(asked(), { code: 'signature.wrong' });
});
