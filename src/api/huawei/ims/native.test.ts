import assert from 'node:assert/strict';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { codeOf, imsWorld, type Client, type Json } from './ims.fixture.ts';

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: Json;
}

/** A request with a token to the service by that name, which fetch does not let one choose. */
async function askHost(
  url: string,
  host: string,
  method: string,
  path: string,
  token: string | null,
  body?: object,
): Promise<Reply> {
  const sent = body === undefined ? '' : JSON.stringify(body);
  return await new Promise((resolve, reject) => {
    const call = request(`${url}${path}`, {
      method,
      headers: {
        host,
        ...(token === null ? {} : { 'x-auth-token': token }),
        ...(sent === ''
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
      },
    });
    call.on('error', reject);
    call.on('response', (response) => {
      const type = response.headers['content-type'] ?? '';
      text(response).then((answer) => {
        const parsed = type.includes('json') ? (JSON.parse(answer) as Json) : {};
        resolve({ status: response.statusCode ?? 0, type, body: parsed });
      }, reject);
    });
    call.end(sent);
  });
}

const host = 'ims.region-one.example.com';

/** What the SDK throws for an answer that is an error. */
async function refused(sent: Promise<unknown>): Promise<{ status: number; code: string }> {
  const error: unknown = await sent.then(
    () => assert.fail('it was not refused'),
    (thrown: unknown) => thrown,
  );
  const { httpStatusCode, errorCode } = error as { httpStatusCode: number; errorCode: string };
  return { status: httpStatusCode, code: errorCode };
}

describe("on Glance's paths, a client of Huawei Cloud", () => {
  test('makes a private image, and sees it with the attributes of its own service', async (t) => {
    const { client } = await imsWorld(t);
    const owner = await client();
    const made = await owner.sdk('POST', '/v2/images', {
      name: 'native',
      __os_version: 'Debian GNU/Linux 12 64bit',
    });
    assert.equal(made['httpStatusCode'], 201);
    const expected: Json = {
      name: 'native',
      visibility: 'private',
      status: 'queued',
      container_format: 'bare',
      disk_format: 'vhd',
      __imagetype: 'private',
      __isregistered: 'false',
      __os_version: 'Debian GNU/Linux 12 64bit',
      virtual_env_type: 'FusionCompute',
      active_at: '',
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(made[name], value, name);
    const shown = await owner.sdk('GET', `/v2/images/${String(made['id'])}`);
    assert.deepEqual(shown, { ...made, httpStatusCode: 200 });
    const list = await owner.sdk('GET', '/v2/images');
    assert.equal(list['schema'], '/v2/schemas/images');
    assert.equal(list['first'], '/v2/images');
    assert.equal((list['images'] as Json[])[0]?.['__imagetype'], 'private');
  });

  test('by the name of the host does so with a token, and by another name speaks with Glance', async (t) => {
    const { client, service } = await imsWorld(t);
    const { token, ask } = await client();
    const made = await askHost(service.url, host, 'POST', '/v2/images', token, { name: 'x' });
    assert.deepEqual([made.status, made.body['visibility']], [201, 'private']);
    const glance = await ask('POST', '/v2/images', { name: 'x' });
    assert.deepEqual([glance.status, glance.body['visibility']], [201, 'shared']);
    assert.ok(!('__imagetype' in glance.body));
    assert.ok(!('disk_format' in glance.body) || glance.body['disk_format'] === null);
  });

  test('changes an image with a patch that it does not sign', async (t) => {
    const { client } = await imsWorld(t);
    const owner = await client();
    const id = await owner.image();
    const patch = async (op: string, path: string, value: string) =>
      await owner.sdk('PATCH', `/v2/images/${id}`, [{ op, path, value }], {
        contentType: 'application/openstack-images-v2.1-json-patch',
        headers: { 'X-Sdk-Content-Sha256': 'UNSIGNED-PAYLOAD' },
      });
    const changed = await patch('replace', '/name', 'new');
    assert.deepEqual([changed['name'], changed['__imagetype']], ['new', 'private']);
    assert.deepEqual(await refused(patch('replace', '/absent', 'x')), {
      status: 409,
      code: 'IMG.0035',
    });
  });

  test('deletes an image with or without a body, and hears why not', async (t) => {
    const { client, share } = await imsWorld(t);
    const [owner, other, admin] = [await client(), await client(), await client({ role: 'admin' })];
    const remove = async (who: Client, id: string, body?: object) =>
      await who.sdk('DELETE', `/v2/images/${id}`, body);
    for (const body of [undefined, { delete_backup: true }]) {
      const id = await owner.image();
      assert.equal((await remove(owner, id, body))['httpStatusCode'], 204);
      assert.deepEqual(await owner.list(`id=${id}`), []);
    }
    const kept = await owner.image({ protected: true });
    await share(kept, owner, other, 'accepted');
    const open = await admin.image({ visibility: 'public' });
    const rows = [
      [async () => await remove(owner, kept), 403, 'IMG.0091'],
      [async () => await remove(other, kept), 403, 'IMG.0092'],
      [async () => await remove(other, open), 403, 'IMG.0094'],
      [async () => await remove(other, 'nonsense'), 404, 'IMG.0027'],
      [async () => await remove(owner, kept, { delete_backup: 'yes' }), 400, 'IMG.0001'],
    ] as const;
    for (const [send, status, code] of rows) {
      assert.deepEqual(await refused(send()), { status, code });
    }
  });

  test('offers a private image, answers, and reads members', async (t) => {
    const { client } = await imsWorld(t);
    const [owner, recipient] = [await client(), await client()];
    const id = await owner.image();
    const members = `/v2/images/${id}/members`;
    const own = `${members}/${recipient.project.id}`;
    const added = await owner.sdk('POST', members, { member: recipient.project.id });
    assert.deepEqual([added['httpStatusCode'], added['status']], [200, 'pending']);
    const answer = async (status: string) =>
      await recipient.sdk('PUT', own, { status, vault_id: 'none' });
    assert.deepEqual(await refused(answer('pending')), { status: 400, code: 'IMG.0001' });
    const { created_at: created, updated_at: updated, ...accepted } = await answer('accepted');
    for (const moment of [created, updated]) assert.match(String(moment), /^[\d-]+T[\d:]+Z$/);
    assert.deepEqual(accepted, {
      httpStatusCode: 200,
      image_id: id,
      member_id: recipient.project.id,
      member_type: 'project',
      schema: '/v2/schemas/member',
      status: 'accepted',
    });
    const list = await owner.sdk('GET', members);
    assert.equal(list['schema'], '/v2/schemas/members');
    assert.equal((list['members'] as Json[])[0]?.['member_type'], 'project');
    assert.equal((await owner.sdk('GET', own))['member_type'], 'project');
    assert.equal((await owner.sdk('DELETE', own))['httpStatusCode'], 204);
  });

  test('hears of errors in JSON, and from the gateway who it is not', async (t) => {
    const { client, service } = await imsWorld(t);
    const { token } = await client();
    const path = '/v2/images/none';
    const unseen = await askHost(service.url, host, 'GET', path, token);
    assert.deepEqual([unseen.status, codeOf(unseen.body)], [404, 'IMG.0027']);
    const nobody = await askHost(service.url, host, 'GET', path, 'garbage');
    assert.deepEqual([nobody.status, nobody.body['error_code']], [401, 'APIGW.0301']);
    const nowhere = await askHost(service.url, host, 'GET', '/v2/nowhere', token);
    assert.deepEqual([nowhere.status, nowhere.body['error_code']], [404, 'APIGW.0101']);
    const glance = await askHost(service.url, 'glance.example.com', 'GET', path, token);
    assert.deepEqual([glance.status, glance.type], [404, 'text/html; charset=UTF-8']);
  });
});

test('the versions are there for clients of Huawei Cloud, which fail at 300', async (t) => {
  const { client, service } = await imsWorld(t);
  const owner = await client();
  const idsOf = (body: Json): string[] =>
    (body['versions'] as { id: string }[]).map(({ id }) => id);
  const all = await owner.sdk('GET', '/');
  assert.deepEqual([all['httpStatusCode'], idsOf(all)], [200, ['v1', 'v2.1', 'v2']]);
  for (const id of ['v1', 'v2', 'v2.1']) {
    assert.deepEqual(idsOf(await owner.sdk('GET', `/${id}`)), [id]);
  }
  const { status } = await askHost(service.url, 'localhost', 'GET', '/', null);
  assert.equal(status, 300);
  const glance = await owner.request('GET', '/v2');
  assert.equal(glance.status, 404);
});
