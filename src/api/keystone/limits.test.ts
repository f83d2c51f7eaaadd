import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { PersonOptions } from '../../../test/support/person.ts';
import { testService } from '../../../test/support/test-service.ts';

interface WireLimit {
  readonly id: string;
  readonly resource_name: string;
  readonly default_limit: number;
  readonly resource_limit: number;
  readonly project_id: string | null;
  readonly description: string | null;
}

interface Body {
  readonly registered_limit: WireLimit;
  readonly registered_limits: readonly WireLimit[];
  readonly limit: WireLimit;
  readonly limits: readonly WireLimit[];
  readonly services: readonly { readonly id: string }[];
  readonly error: { readonly message: string };
}

async function setUp(t: TestContext) {
  const service = await testService(t);
  const person = async (options?: PersonOptions) => {
    const made = await service.person(options);
    const send = async (method: string, path: string, body?: object) => {
      const response = await made.request(method, path, body === undefined ? {} : { body });
      const text = await response.text();
      return { status: response.status, body: JSON.parse(text === '' ? '{}' : text) as Body };
    };
    return { ...made, send };
  };
  const admin = await person({ role: 'admin' });
  const member = await person();
  const services = await admin.send('GET', '/v3/services?type=image');
  const serviceId = services.body.services[0]?.id ?? '';
  const place = { service_id: serviceId, region_id: 'RegionOne', resource_name: 'x' };
  const register = async (more: object = {}) =>
    await admin.send('POST', '/v3/registered_limits', {
      registered_limits: [{ ...place, default_limit: 5, ...more }],
    });
  const grant = async (more: object = {}) =>
    await admin.send('POST', '/v3/limits', {
      limits: [{ ...place, project_id: member.project.id, resource_limit: 7, ...more }],
    });
  return { url: service.url, person, admin, member, place, register, grant };
}

describe('a registered limit on the wire', () => {
  test('is made, shown to everybody, changed and deleted by the operator', async (t) => {
    const { url, admin, member, place, register } = await setUp(t);
    const made = await register({ description: 'how many' });
    assert.equal(made.status, 201);
    const [limit] = made.body.registered_limits;
    const path = `/v3/registered_limits/${limit?.id}`;
    assert.deepEqual(made.body, {
      registered_limits: [
        {
          ...place,
          id: limit?.id,
          default_limit: 5,
          description: 'how many',
          links: { self: `${url}${path}` },
        },
      ],
    });
    assert.deepEqual((await member.send('GET', path)).body, { registered_limit: limit });
    const found = await member.send('GET', '/v3/registered_limits?resource_name=x');
    assert.deepEqual(found.body.registered_limits, [limit]);
    const change = { registered_limit: { default_limit: -1, description: null } };
    const changed = await admin.send('PATCH', path, change);
    assert.deepEqual(changed.body.registered_limit, { ...limit, ...change.registered_limit });
    assert.equal((await admin.send('DELETE', path)).status, 204);
    assert.equal((await admin.send('GET', path)).status, 404);
    assert.equal((await admin.send('PATCH', path, change)).status, 404);
    assert.equal((await admin.send('DELETE', path)).status, 404);
  });

  test('is found by service, region and resource', async (t) => {
    const { member, place, register } = await setUp(t);
    await register();
    await register({ region_id: null });
    await register({ resource_name: 'y' });
    const count = async (query: string) =>
      (await member.send('GET', `/v3/registered_limits?${query}`)).body.registered_limits.length;
    assert.equal(await count(''), 3);
    assert.equal(await count(`service_id=${place.service_id}&resource_name=x`), 2);
    assert.equal(await count('region_id=RegionOne'), 2);
    assert.equal(await count('service_id=nowhere'), 0);
  });

  test('is made once, for a service and a region that exist, in a list of one or more', async (t) => {
    const { admin, register } = await setUp(t);
    assert.equal((await register()).status, 201);
    assert.equal((await register()).status, 409);
    assert.equal((await register({ region_id: null })).status, 201);
    assert.equal((await register({ region_id: null })).status, 409);
    assert.equal((await register({ region_id: 'Nowhere' })).status, 400);
    assert.equal((await register({ service_id: 'nowhere' })).status, 400);
    assert.equal((await register({ resource_name: 'y', default_limit: -2 })).status, 400);
    assert.equal((await register({ resource_name: 'y', more: 1 })).status, 400);
    const none = { registered_limits: [] };
    assert.equal((await admin.send('POST', '/v3/registered_limits', none)).status, 400);
  });

  test('stays as it is while a project has a limit of its own for it', async (t) => {
    const { admin, register, grant } = await setUp(t);
    const id = (await register()).body.registered_limits[0]?.id;
    const path = `/v3/registered_limits/${id}`;
    const granted = (await grant()).body.limits[0]?.id;
    const change = { registered_limit: { default_limit: 1 } };
    assert.equal((await admin.send('PATCH', path, change)).status, 403);
    assert.equal((await admin.send('DELETE', path)).status, 403);
    await admin.send('DELETE', `/v3/limits/${granted}`);
    assert.equal((await admin.send('PATCH', path, change)).status, 200);
  });
});

describe('a limit on the wire', () => {
  test('is granted to a project, changed and taken back by the operator', async (t) => {
    const { url, admin, member, place, register, grant } = await setUp(t);
    await register();
    const made = await grant();
    assert.equal(made.status, 201);
    const [limit] = made.body.limits;
    const path = `/v3/limits/${limit?.id}`;
    assert.deepEqual(made.body, {
      limits: [
        {
          ...place,
          id: limit?.id,
          project_id: member.project.id,
          domain_id: null,
          resource_limit: 7,
          description: null,
          links: { self: `${url}${path}` },
        },
      ],
    });
    const changed = await admin.send('PATCH', path, {
      limit: { resource_limit: 0, description: 'none' },
    });
    assert.deepEqual(changed.body.limit, { ...limit, resource_limit: 0, description: 'none' });
    assert.equal((await admin.send('DELETE', path)).status, 204);
    for (const method of ['GET', 'DELETE']) {
      assert.equal((await admin.send(method, path)).status, 404);
    }
    assert.equal((await admin.send('PATCH', path, { limit: {} })).status, 404);
  });

  test('is of what is registered, of one project or domain that exists, and there once', async (t) => {
    const { admin, member, place, register, grant } = await setUp(t);
    assert.equal((await grant()).status, 403);
    await register();
    assert.equal((await grant({ project_id: 'nobody' })).status, 400);
    assert.equal((await grant({ service_id: 'nowhere' })).status, 400);
    assert.equal((await grant({ region_id: 'RegionTwo' })).status, 403);
    assert.equal((await grant({ domain_id: 'default' })).status, 400);
    assert.equal((await grant({ resource_limit: 1.5 })).status, 400);
    assert.equal((await grant()).status, 201);
    assert.equal((await grant()).status, 409);
    const limits = [{ ...place, domain_id: 'default', resource_limit: 7 }];
    assert.equal((await admin.send('POST', '/v3/limits', { limits })).status, 201);
    const found = await admin.send('GET', `/v3/limits?project_id=${member.project.id}`);
    assert.equal(found.body.limits.length, 1);
    const ofDomain = await admin.send('GET', '/v3/limits?domain_id=default&region_id=RegionOne');
    assert.equal(ofDomain.body.limits.length, 1);
  });

  test('of a list is granted with all others or not at all', async (t) => {
    const { admin, member, place, register } = await setUp(t);
    await register();
    const limit = { ...place, project_id: member.project.id, resource_limit: 1 };
    const limits = [limit, { ...limit, resource_name: 'unknown' }];
    assert.equal((await admin.send('POST', '/v3/limits', { limits })).status, 403);
    assert.deepEqual((await admin.send('GET', '/v3/limits')).body.limits, []);
  });

  test('is seen by its own project, and by no other', async (t) => {
    const { person, member, register, grant } = await setUp(t);
    await register();
    const { limits } = (await grant()).body;
    const path = `/v3/limits/${limits[0]?.id}`;
    assert.deepEqual((await member.send('GET', '/v3/limits')).body.limits, limits);
    assert.equal((await member.send('GET', path)).status, 200);
    const stranger = await person();
    assert.deepEqual((await stranger.send('GET', '/v3/limits')).body.limits, []);
    const asked = `/v3/limits?project_id=${member.project.id}`;
    assert.deepEqual((await stranger.send('GET', asked)).body.limits, []);
    assert.equal((await stranger.send('GET', path)).status, 403);
    assert.equal((await stranger.send('GET', '/v3/limits/none')).status, 403);
  });

  test('is not changed by a member', async (t) => {
    const { member, place, register, grant } = await setUp(t);
    const registered = (await register()).body.registered_limits[0]?.id;
    const granted = (await grant()).body.limits[0]?.id;
    const attempts: readonly [string, string, object?][] = [
      ['POST', '/v3/registered_limits', { registered_limits: [{ ...place, default_limit: 1 }] }],
      ['PATCH', `/v3/registered_limits/${registered}`, { registered_limit: {} }],
      ['DELETE', `/v3/registered_limits/${registered}`],
      [
        'POST',
        '/v3/limits',
        { limits: [{ ...place, project_id: member.project.id, resource_limit: 1 }] },
      ],
      ['PATCH', `/v3/limits/${granted}`, { limit: { resource_limit: 99 } }],
      ['DELETE', `/v3/limits/${granted}`],
    ];
    for (const [method, path, body] of attempts) {
      assert.equal((await member.send(method, path, body)).status, 403, `${method} ${path}`);
    }
  });

  test('goes with its project, and with its service', async (t) => {
    const { admin, member, place, register, grant } = await setUp(t);
    await register();
    await grant();
    await admin.send('DELETE', `/v3/projects/${member.project.id}`);
    assert.deepEqual((await admin.send('GET', '/v3/limits')).body.limits, []);
    assert.equal((await admin.send('DELETE', '/v3/regions/RegionOne')).status, 409);
    assert.equal((await admin.send('DELETE', `/v3/services/${place.service_id}`)).status, 204);
    const left = await admin.send('GET', '/v3/registered_limits');
    assert.deepEqual(left.body.registered_limits, []);
  });

  test('is enforced by the flat model', async (t) => {
    const { member } = await setUp(t);
    const { status, body } = await member.send('GET', '/v3/limits/model');
    assert.equal(status, 200);
    assert.match(JSON.stringify(body), /^\{"model":\{"name":"flat","description":"[^"]+"\}\}$/);
  });
});
