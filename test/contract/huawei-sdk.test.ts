// What a program written with Huawei Cloud's SDK does before its first call of a service: it finds its project and its account, with an access key or a
// token, and makes and ends access keys. The SDK is the unmodified package.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { GlobalCredentials, type BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import type { ICredential } from '@huaweicloud/huaweicloud-sdk-core/auth/ICredential.js';
import { readCloud } from './support/clouds.ts';
import {
  ask,
  basicCredentials,
  headerCredentials,
  huaweiClient,
  type KeyPair,
} from './support/huawei-client.ts';
import { signIn, type HttpClient } from './support/http-client.ts';
import { startService, type ServiceProcess } from './support/service-process.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';

const credentials = '/v3.0/OS-CREDENTIAL/credentials';
const names = ['owner', 'admin'] as const;
type Name = (typeof names)[number];

let folder: TemporaryFolder;
let service: ServiceProcess;
const people = new Map<Name, HttpClient>();
const keys = new Map<Name, KeyPair>();

before(async () => {
  folder = await temporaryFolder();
  service = await startService({ data: join(folder.path, 'data') });
  for (const name of names) {
    const client = await signIn(service.url, await readCloud(service.clouds, name));
    people.set(name, client);
    const { status, json } = await client.request('POST', credentials, {
      body: { credential: { user_id: client.userId } },
    });
    assert.equal(status, 201);
    keys.set(name, json?.['credential'] as KeyPair);
  }
});

after(async () => {
  try {
    await service.stop();
  } finally {
    await folder.remove();
  }
});

function person(name: Name): HttpClient {
  return people.get(name) ?? assert.fail();
}

function keyOf(name: Name): KeyPair {
  return keys.get(name) ?? assert.fail();
}

function basic(name: Name): BasicCredentials {
  return basicCredentials(service.url, keyOf(name));
}

function tokenOf(name: Name): ICredential {
  return headerCredentials({ 'X-Auth-Token': person(name).token });
}

function clientWith(credential: ICredential, region?: string): HcClient {
  return huaweiClient(service.url, credential, region);
}

interface Named {
  readonly id: string;
  readonly name: string;
}

describe('a client with an access key', () => {
  for (const name of names) {
    test(`finds exactly one project by the name of a region, as ${name}`, async () => {
      const credential = basic(name);
      await ask(clientWith(credential, 'RegionOne'), { url: '/v3/auth/projects' });
      assert.equal(credential.projectId, person(name).projectId);
    });
  }

  test('finds its account for calls that belong to no region', async () => {
    const { access, secret } = keyOf('owner');
    const credential = new GlobalCredentials()
      .withAk(access)
      .withSk(secret)
      .withIamEndpoint(service.url);
    const answer = await ask<{ projects: Named[] }>(clientWith(credential, 'RegionOne'), {
      url: '/v3/auth/projects',
    });
    assert.deepEqual(answer.projects.map((project) => project.name).toSorted(), [
      'RegionOne',
      'RegionOne_Golden',
      'RegionTwo',
    ]);
  });

  test('lists the regions that it may work in', async () => {
    const { regions } = await ask<{ regions: { id: string; type: string }[] }>(
      clientWith(basic('owner')),
      { url: '/v3/regions' },
    );
    assert.deepEqual(
      regions.map(({ id, type }) => [id, type]),
      [
        ['RegionOne', 'public'],
        ['RegionTwo', 'public'],
      ],
    );
  });

  test('makes, disables and shows access keys', async () => {
    const client = clientWith(basic('owner'));
    const user_id = person('owner').userId;
    const made = await ask<{ credential: KeyPair }>(client, {
      method: 'POST',
      url: credentials,
      data: { credential: { user_id, description: '第二个 key' } },
    });
    const second = basicCredentials(service.url, made.credential);
    await ask(clientWith(second), { url: '/v3/auth/domains' });
    const url = `${credentials}/${made.credential.access}`;
    const data = { credential: { status: 'inactive' } };
    await ask(client, { method: 'PUT', url, data });
    const shown = await ask<{ credential: Record<string, string> }>(client, { url });
    assert.equal(shown.credential['status'], 'inactive');
    assert.equal(shown.credential['description'], '第二个 key');
    await assert.rejects(ask(clientWith(second), { url: '/v3/auth/domains' }), {
      httpStatusCode: 401,
      errorCode: 'APIGW.0301',
    });
    assert.equal((await person('owner').request('DELETE', url)).status, 204);
  });

  test('is told what is wrong by the code of the gateway', async () => {
    const { access } = keyOf('owner');
    const wrong = basicCredentials(service.url, { access, secret: 'wrong' });
    await assert.rejects(ask(clientWith(wrong), { url: '/v3/auth/domains' }), {
      httpStatusCode: 401,
      errorCode: 'APIGW.0301',
    });
  });
});

describe('a client with a token', () => {
  test('finds its project by the name of a region', async () => {
    const { projects } = await ask<{ projects: Named[] }>(clientWith(tokenOf('owner')), {
      url: '/v3/projects',
      queryParams: { name: 'RegionOne' },
    });
    assert.deepEqual(
      projects.map(({ id }) => id),
      [person('owner').projectId],
    );
  });

  test('lists its access keys', async () => {
    const answer = await ask<{ credentials: { access: string }[] }>(clientWith(tokenOf('owner')), {
      url: credentials,
    });
    assert.deepEqual(
      answer.credentials.map(({ access }) => access),
      [keyOf('owner').access],
    );
  });

  test('gets that token for a project of its own account without naming the account', async () => {
    const { userName, password, domainName } = await readCloud(service.clouds, 'owner');
    const user = { name: userName, password, domain: { name: domainName } };
    const identity = { methods: ['password'], password: { user } };
    const response = await fetch(`${service.url}/v3/auth/tokens?nocatalog=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=utf8' },
      body: JSON.stringify({ auth: { identity, scope: { project: { name: 'RegionTwo' } } } }),
    });
    assert.equal(response.status, 201);
    const { token } = (await response.json()) as { token: { project: Named; catalog?: unknown } };
    assert.equal(token.project.name, 'RegionTwo');
    assert.equal(token.catalog, undefined);
  });
});
