import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PersonOptions } from '../../../test/support/person.ts';
import { testService } from '../../../test/support/test-service.ts';
import { Fault, faultKinds } from '../../domain/fault.ts';
import { presentKeystoneFault } from './errors.ts';
import { keystone } from './facade.ts';
import { bodyOf } from './wire.fixture.ts';

const { routes } = keystone({ publicUrl: 'http://cloud' });

/** Bodies that pass the schema, so that what is asked is who may. */
const bodies: Readonly<Record<string, object>> = {
  'POST /v3/domains': { domain: { name: 'x' } },
  'PATCH /v3/domains/:id': { domain: {} },
  'POST /v3/projects': { project: { name: 'x' } },
  'PATCH /v3/projects/:id': { project: {} },
  'POST /v3/users': { user: { name: 'x' } },
  'PATCH /v3/users/:id': { user: {} },
  'POST /v3/users/:id/password': { user: { original_password: 'a', password: 'b' } },
  'POST /v3/roles': { role: { name: 'x' } },
  'PATCH /v3/roles/:id': { role: {} },
  'POST /v3/users/:id/application_credentials': { application_credential: { name: 'x' } },
  'POST /v3/regions': { region: { id: 'x' } },
  'PATCH /v3/regions/:id': { region: {} },
  'POST /v3/services': { service: { type: 'x' } },
  'PATCH /v3/services/:id': { service: {} },
  'POST /v3/endpoints': {
    endpoint: { service_id: 'x', interface: 'public', region_id: 'x', url: 'http://x' },
  },
  'PATCH /v3/endpoints/:id': { endpoint: {} },
  'POST /v3/registered_limits': {
    registered_limits: [{ service_id: 'x', resource_name: 'x', default_limit: 1 }],
  },
  'PATCH /v3/registered_limits/:id': { registered_limit: {} },
  'POST /v3/limits': {
    limits: [{ project_id: 'x', service_id: 'x', resource_name: 'x', resource_limit: 1 }],
  },
  'PATCH /v3/limits/:id': { limit: {} },
};

/** What a user without any power may ask, since it is about itself or about nobody. */
const forAll = new Set([
  'GET /v3/auth/tokens',
  'DELETE /v3/auth/tokens',
  'GET /v3/auth/projects',
  'GET /v3/auth/domains',
  'GET /v3/auth/system',
  'GET /v3/auth/catalog',
  'GET /v3/projects',
  'GET /v3/regions',
  'GET /v3/regions/:id',
  'GET /v3/registered_limits',
  'GET /v3/registered_limits/:id',
  'GET /v3/limits',
  'GET /v3/limits/model',
]);

describe('every route', () => {
  test('but discovery and login answers 401 with a challenge to nobody', async (t) => {
    const { url } = await testService(t);
    for (const { method, path, access } of routes) {
      if (access === 'anyone') continue;
      const response = await fetch(url + path.replaceAll(/:\w+/g, 'x'), { method });
      assert.equal(response.status, 401, `${method} ${path}`);
      assert.equal(response.headers.get('www-authenticate'), `Keystone uri="${url}/v3"`);
    }
  });

  test('about others answers 403 to an outsider, for what exists and what does not', async (t) => {
    const service = await testService(t);
    const person = async (options?: PersonOptions) => await service.person(options);
    const victim = await person();
    const outsider = await person();
    const real = {
      id: victim.actor.userId,
      userId: victim.actor.userId,
      targetId: victim.project.id,
    };
    for (const { method, path, access } of routes) {
      const name = `${method} ${path}`;
      if (access === 'anyone' || forAll.has(name)) continue;
      const body = bodies[name];
      const given = body === undefined ? {} : { body };
      const filled = (ids: Readonly<Record<string, string>>): string =>
        path.replaceAll(/:(\w+)/g, (_, key: string) => ids[key] ?? 'x');
      const existing = { ...real, ...(path.includes('/projects/') ? { id: real.targetId } : {}) };
      for (const asked of [filled(existing), filled({})]) {
        const response = await outsider.request(method, asked, given);
        assert.equal(response.status, 403, `${method} ${asked}`);
      }
    }
  });
});

test('every fault kind has a status and a body of its own', () => {
  for (const kind of faultKinds) {
    const { status, body } = presentKeystoneFault(
      { publicUrl: 'http://cloud' },
      new Fault(kind, 'x.y', 'Words.'),
    );
    assert.ok(status >= 400);
    const { error } = body as { error: { code: number; message: string; title: string } };
    assert.equal(error.code, status);
    assert.equal(error.message, 'Words.');
    assert.ok(error.title.length > 0);
  }
});

test('the version document links to the public address, with or without a slash', async (t) => {
  const { url } = await testService(t, { publicUrl: '' });
  for (const path of ['/v3', '/v3/']) {
    const { version } = await bodyOf(await fetch(url + path));
    assert.equal(version.id, 'v3.14');
    assert.equal(version.status, 'stable');
    assert.deepEqual(version.links, [{ rel: 'self', href: `${url}/v3/` }]);
  }
});

test('a path that does not exist is 404 also without a token', async (t) => {
  const { url } = await testService(t);
  const response = await fetch(`${url}/v3/nothing`);
  assert.equal(response.status, 404);
  assert.equal((await bodyOf(response)).error.code, 404);
});

test('a method that is not served is 405 and says which are', async (t) => {
  const { url } = await testService(t);
  const response = await fetch(`${url}/v3/users`, { method: 'PUT' });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get('allow'), 'GET, HEAD, POST');
  assert.equal((await bodyOf(response)).error.code, 405);
});
