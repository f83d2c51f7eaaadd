import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { PersonOptions } from '../../../test/support/person.ts';
import { testService } from '../../../test/support/test-service.ts';
import { bodyOf, type WireBody } from './wire.fixture.ts';

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { url } = service;
  const makePerson = async (options?: PersonOptions) => await service.person(options);
  const admin = await makePerson({ role: 'admin' });
  const send = async (method: string, path: string, body?: object) => {
    const response = await admin.request(method, path, body === undefined ? {} : { body });
    const text = await response.text();
    const read = text === '' ? '{}' : text;
    return { status: response.status, body: JSON.parse(read) as WireBody };
  };
  return { url, makePerson, admin, send };
}

describe('a project on the wire', () => {
  test('gives back what it was made with, additional attributes and tags too', async (t) => {
    const { url, send } = await setUp(t);
    const made = await send('POST', '/v3/projects', {
      project: {
        name: 'acme',
        domain_id: 'default',
        description: null,
        color: 'blue',
        floors: 3,
        tags: ['a'],
        options: {},
      },
    });
    assert.equal(made.status, 201);
    const { id } = made.body.project;
    assert.deepEqual(made.body.project, {
      id,
      name: 'acme',
      description: '',
      enabled: true,
      domain_id: 'default',
      parent_id: 'default',
      region_id: 'RegionOne',
      is_domain: false,
      color: 'blue',
      floors: 3,
      tags: ['a'],
      options: {},
      links: { self: `${url}/v3/projects/${id}` },
    });
    const shown = await send('GET', `/v3/projects/${id}`);
    assert.deepEqual(shown.body, made.body);
    const changed = await send('PATCH', `/v3/projects/${id}`, { project: { color: null } });
    assert.equal('color' in changed.body.project, false);
    assert.equal((await send('DELETE', `/v3/projects/${id}`)).status, 204);
    assert.equal((await send('GET', `/v3/projects/${id}`)).status, 404);
  });

  test('is refused with nested attributes, as a domain, or with a taken name', async (t) => {
    const { send } = await setUp(t);
    const make = async (project: object) =>
      await send('POST', '/v3/projects', { project: { name: 'a', ...project } });
    assert.equal((await make({ deep: { x: 1 } })).status, 400);
    assert.equal((await make({ is_domain: true })).status, 400);
    assert.equal((await make({ region_id: 'Nowhere' })).status, 400);
    assert.equal((await make({ domain_id: 'nowhere' })).status, 404);
    assert.equal((await make({})).status, 201);
    assert.equal((await make({})).status, 409);
  });

  test('is looked for by name as clients do: 404 by id, then a list', async (t) => {
    const { send } = await setUp(t);
    await send('POST', '/v3/projects', { project: { name: 'acme', domain_id: 'default' } });
    assert.equal((await send('GET', '/v3/projects/acme')).status, 404);
    const found = await send('GET', '/v3/projects?name=acme&domain_id=default&enabled=true');
    assert.equal(found.body.projects.length, 1);
    const disabled = await send('GET', '/v3/projects?name=acme&enabled=False');
    assert.deepEqual(disabled.body.projects, []);
  });

  test('by a name that is not its own is 403 for a member, never an empty list', async (t) => {
    const { makePerson } = await setUp(t);
    const member = await makePerson();
    assert.equal((await member.request('GET', '/v3/projects/RegionOne')).status, 403);
    assert.equal((await member.request('GET', '/v3/projects?name=RegionOne')).status, 403);
    const own = await member.request('GET', `/v3/projects?name=${member.project.name}`);
    assert.equal((await bodyOf(own)).projects[0]?.id, member.project.id);
  });
});

describe('a user on the wire', () => {
  test('never shows a password', async (t) => {
    const { url, send } = await setUp(t);
    const made = await send('POST', '/v3/users', {
      user: { name: 'joe', domain_id: 'default', password: 'x', email: 'joe@example.org', desk: 4 },
    });
    assert.equal(made.status, 201);
    const { id } = made.body.user;
    assert.deepEqual(made.body.user, {
      id,
      name: 'joe',
      description: '',
      email: 'joe@example.org',
      desk: 4,
      enabled: true,
      domain_id: 'default',
      password_expires_at: null,
      options: {},
      links: { self: `${url}/v3/users/${id}` },
    });
  });

  test('is listed in pages with a link to the next', async (t) => {
    const { url, send } = await setUp(t);
    for (const name of ['u1', 'u2', 'u3']) {
      await send('POST', '/v3/users', { user: { name, domain_id: 'default' } });
    }
    const first = await send('GET', '/v3/users?domain_id=default&limit=2');
    assert.deepEqual(
      first.body.users.map((user) => user.name),
      ['u1', 'u2'],
    );
    const next = first.body.links.next ?? '';
    assert.ok(next.startsWith(`${url}/v3/users?`));
    const rest = await send('GET', next.slice(url.length));
    assert.deepEqual(
      rest.body.users.map((user) => user.name),
      ['u3'],
    );
    assert.equal(rest.body.links.next, null);
  });

  test('sees itself and its projects', async (t) => {
    const { makePerson } = await setUp(t);
    const someone = await makePerson();
    const { actor, project } = someone;
    const own = `/v3/users/${actor.userId}`;
    assert.equal((await bodyOf(await someone.request('GET', own))).user.name, actor.userName);
    const { projects } = await bodyOf(await someone.request('GET', `${own}/projects`));
    assert.equal(projects[0]?.id, project.id);
  });
});

describe('role assignments on the wire', () => {
  test('are put, checked, listed and deleted on projects, domains and the system', async (t) => {
    const { url, makePerson, send } = await setUp(t);
    const { actor, project } = await makePerson();
    const user = actor.userId;
    const found = await send('GET', '/v3/roles?name=reader');
    const role = found.body.roles[0]?.id;
    for (const place of [`projects/${project.id}`, `domains/${actor.domainId}`, 'system']) {
      const path = `/v3/${place}/users/${user}/roles/${role}`;
      assert.equal((await send('HEAD', path)).status, 404);
      assert.equal((await send('PUT', path)).status, 204);
      assert.equal((await send('PUT', path)).status, 204);
      assert.equal((await send('HEAD', path)).status, 204);
      const { roles } = (await send('GET', `/v3/${place}/users/${user}/roles`)).body;
      assert.ok(roles.some((given) => given.id === role));
      const query = `user.id=${user}&role.id=${role}&include_names`;
      const { role_assignments: listed } = (await send('GET', `/v3/role_assignments?${query}`))
        .body;
      assert.equal(listed.length, 1);
      assert.equal(listed[0]?.role.name, 'reader');
      assert.equal(listed[0]?.links.assignment, url + path);
      assert.equal((await send('DELETE', path)).status, 204);
      assert.equal((await send('DELETE', path)).status, 404);
    }
  });

  test('are listed with what they imply when effective', async (t) => {
    const { makePerson, send } = await setUp(t);
    const { actor, project } = await makePerson();
    const query = `scope.project.id=${project.id}&user.id=${actor.userId}`;
    const plain = await send('GET', `/v3/role_assignments?${query}`);
    assert.equal(plain.body.role_assignments.length, 1);
    const effective = await send('GET', `/v3/role_assignments?${query}&effective`);
    assert.equal(effective.body.role_assignments.length, 2);
  });
});

test('an application credential shows its secret once', async (t) => {
  const { makePerson } = await setUp(t);
  const someone = await makePerson();
  const { actor } = someone;
  const path = `/v3/users/${actor.userId}/application_credentials`;
  const expires_at = '2099-01-01T00:00:00.000000';
  const body = { application_credential: { name: 'ci', roles: [{ name: 'reader' }], expires_at } };
  const made = await someone.request('POST', path, { body });
  assert.equal(made.status, 201);
  const { application_credential: credential } = await bodyOf(made);
  assert.equal(typeof credential.secret, 'string');
  assert.equal(credential.expires_at, '2099-01-01T00:00:00Z');
  const { application_credentials: listed } = await bodyOf(await someone.request('GET', path));
  assert.equal(listed[0]?.id, credential.id);
  assert.equal(listed[0]?.secret, undefined);
});

test('access rules are refused rather than overlooked', async (t) => {
  const { makePerson } = await setUp(t);
  const someone = await makePerson();
  const { actor } = someone;
  const access_rules = [{ path: '/v2/images', method: 'GET', service: 'image' }];
  const body = { application_credential: { name: 'ci', access_rules } };
  const path = `/v3/users/${actor.userId}/application_credentials`;
  assert.equal((await someone.request('POST', path, { body })).status, 400);
});

test('an endpoint is shown with the address that clients reach', async (t) => {
  const { url, send } = await setUp(t);
  const { endpoints } = (await send('GET', '/v3/endpoints?region_id=RegionTwo&interface=public'))
    .body;
  const urls = endpoints.map((endpoint) => endpoint.url);
  assert.deepEqual(urls.toSorted(), [url, `${url}/v3`]);
});

test('role inferences are listed by prior role', async (t) => {
  const { send } = await setUp(t);
  const { role_inferences: inferences } = (await send('GET', '/v3/role_inferences')).body;
  assert.deepEqual(
    inferences.map((one) => [one.prior_role.name, ...one.implies.map((role) => role.name)]),
    [
      ['admin', 'member'],
      ['member', 'reader'],
    ],
  );
});
