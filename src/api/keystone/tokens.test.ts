import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { PersonOptions } from '../../../test/support/person.ts';
import { testService } from '../../../test/support/test-service.ts';
import { grantRole } from '../../domain/identity/assignments/grant-role.ts';
import { createRole } from '../../domain/identity/roles/create-role.ts';
import { updateUser } from '../../domain/identity/users/update-user.ts';
import { bodyOf } from './wire.fixture.ts';

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context, url } = service;
  const makePerson = async (options?: PersonOptions) => await service.person(options);
  const person = await makePerson();
  await updateUser(context, null, person.actor.userId, { password: 'secret' });
  const login = async (auth: unknown, query = '') =>
    await fetch(`${url}/v3/auth/tokens${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ auth }),
    });
  const identity = {
    methods: ['password'],
    password: { user: { id: person.actor.userId, password: 'secret' } },
  };
  return { context, url, makePerson, person, login, identity };
}

describe('POST /v3/auth/tokens', () => {
  test('answers 201 with the token in a header and all that clients read in the body', async (t) => {
    const { url, person, login, identity } = await setUp(t);
    const { project, actor } = person;
    const response = await login({ identity, scope: { project: { id: project.id } } });
    assert.equal(response.status, 201);
    const subject = response.headers.get('x-subject-token') ?? '';
    assert.match(subject, /^ey/);
    const { token } = await bodyOf(response);
    assert.deepEqual(token.methods, ['password']);
    assert.deepEqual(token.user, {
      id: actor.userId,
      name: actor.userName,
      domain: { id: actor.domainId, name: actor.domainName },
      password_expires_at: null,
    });
    assert.deepEqual(token.project, {
      id: project.id,
      name: project.name,
      domain: { id: project.domainId, name: project.domainName },
    });
    assert.deepEqual(
      token.roles?.map((role) => role.name),
      ['member', 'reader'],
    );
    assert.match(token.expires_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    assert.match(token.issued_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    assert.equal(token.audit_ids.length, 1);
    const image = token.catalog?.find((entry) => entry.type === 'image');
    assert.equal(image?.name, 'glance');
    assert.equal(image.endpoints.length, 3);
    for (const endpoint of image.endpoints) {
      assert.equal(endpoint.url, url);
      assert.equal(endpoint.region_id, 'RegionOne');
      assert.equal(endpoint.region, 'RegionOne');
    }
    const used = await fetch(`${url}/v3/auth/projects`, { headers: { 'x-auth-token': subject } });
    assert.equal(used.status, 200);
  });

  test('leaves the catalogue out when asked, and from an unscoped token', async (t) => {
    const { person, login, identity } = await setUp(t);
    const scope = { project: { id: person.project.id } };
    const short = await bodyOf(await login({ identity, scope }, '?nocatalog'));
    assert.equal('catalog' in short.token, false);
    const unscoped = await bodyOf(await login({ identity, scope: 'unscoped' }));
    assert.equal('catalog' in unscoped.token, false);
    assert.equal('roles' in unscoped.token, false);
  });

  test('answers the same 401 to a wrong password, an unknown user and an unknown method', async (t) => {
    const { person, login } = await setUp(t);
    const user = { id: person.actor.userId, password: 'wrong' };
    const nobody = { name: 'nobody', domain: { id: 'default' }, password: 'x' };
    const answers = await Promise.all(
      [
        { methods: ['password'], password: { user } },
        { methods: ['password'], password: { user: nobody } },
        { methods: ['totp'] },
      ].map(async (identity) => {
        const response = await login({ identity });
        return [response.status, await response.text()];
      }),
    );
    assert.equal(answers[0]?.[0], 401);
    assert.deepEqual(answers[1], answers[0]);
    assert.deepEqual(answers[2], answers[0]);
  });

  test('answers 400 and names the field of a bad body', async (t) => {
    const { person, login, identity } = await setUp(t);
    const cases: [unknown, RegExp][] = [
      [{}, /identity/],
      [{ identity: { methods: [] } }, /methods/],
      [{ identity: { methods: ['password'] } }, /identity\/password/],
      [
        { identity: { methods: ['password'], password: { user: { name: 'a', password: 'b' } } } },
        /user\/domain/,
      ],
      [{ identity, scope: { project: { name: 'a' } } }, /scope\/project\/domain/],
      [{ identity, scope: { project: { id: person.project.id }, system: { all: true } } }, /scope/],
      [{ identity, scope: { 'OS-TRUST:trust': {} } }, /scope/],
    ];
    for (const [auth, words] of cases) {
      const response = await login(auth);
      assert.equal(response.status, 400, JSON.stringify(auth));
      assert.match((await bodyOf(response)).error.message, words);
    }
  });
});

describe('a token', () => {
  test('is described to its own user by GET and HEAD, and to an administrator', async (t) => {
    const { makePerson, person } = await setUp(t);
    const admin = await makePerson({ role: 'admin' });
    const headers = { 'x-subject-token': person.token };
    for (const asker of [person, admin]) {
      const response = await asker.request('GET', '/v3/auth/tokens', { headers });
      assert.equal(response.status, 200);
      assert.equal((await bodyOf(response)).token.user.id, person.actor.userId);
    }
    const head = await person.request('HEAD', '/v3/auth/tokens', { headers });
    assert.equal(head.status, 200);
    assert.equal(head.headers.get('x-subject-token'), person.token);
  });

  test('is not described to anybody else', async (t) => {
    const { makePerson, person } = await setUp(t);
    const other = await makePerson();
    const headers = { 'x-subject-token': person.token };
    assert.equal((await other.request('GET', '/v3/auth/tokens', { headers })).status, 403);
  });

  test('is described to a service, which cannot end it', async (t) => {
    const { context, makePerson, person } = await setUp(t);
    const service = await makePerson({ role: 'reader' });
    const { id: roleId } = await createRole(context, null, { name: 'service' });
    const target = { kind: 'project', id: service.project.id } as const;
    await grantRole(context, null, { userId: service.actor.userId, roleId, target });
    const headers = { 'x-subject-token': person.token };
    const shown = await service.request('GET', '/v3/auth/tokens', { headers });
    assert.equal((await bodyOf(shown)).token.user.id, person.actor.userId);
    assert.equal((await service.request('DELETE', '/v3/auth/tokens', { headers })).status, 403);
  });

  test('that is worth nothing is 404', async (t) => {
    const { person } = await setUp(t);
    const headers = { 'x-subject-token': 'rubbish' };
    assert.equal((await person.request('GET', '/v3/auth/tokens', { headers })).status, 404);
  });

  test('is ended by DELETE', async (t) => {
    const { person } = await setUp(t);
    const headers = { 'x-subject-token': person.token };
    const ended = await person.request('DELETE', '/v3/auth/tokens', { headers });
    assert.equal(ended.status, 204);
    assert.equal((await person.request('GET', '/v3/auth/projects')).status, 401);
  });
});
