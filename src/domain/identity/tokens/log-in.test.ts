import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { PersonOptions } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { Fault } from '../../fault.ts';
import { createCredential } from '../application-credentials/create-credential.ts';
import { grantRole } from '../assignments/grant-role.ts';
import { selectRoles } from '../roles/queries.ts';
import { updateUser } from '../users/update-user.ts';
import { logIn, type ScopeRequest } from './log-in.ts';
import type { Identity } from './prove-identity.ts';

function refused(error: unknown): boolean {
  return error instanceof Fault && error.kind === 'unauthenticated';
}

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context } = service;
  const makePerson = async (options?: PersonOptions) => await service.person(options);
  const person = await makePerson();
  const { actor, project } = person;
  await updateUser(context, null, actor.userId, { password: 'secret' });
  const login = async (identity: Identity, scope: ScopeRequest | null = null) =>
    await logIn(context, { identity, scope, address: '192.0.2.1', requestId: 'r' });
  const byPassword = async (scope: ScopeRequest | null = null, password = 'secret') =>
    await login({ method: 'password', user: { id: actor.userId }, password }, scope);
  const [member] = await selectRoles(context.db, { name: 'member' });
  assert.ok(member);
  const makeDefault = async () =>
    await updateUser(context, null, actor.userId, { defaultProjectId: project.id });
  return { context, makePerson, person, actor, project, login, byPassword, makeDefault, member };
}

describe('a login by password', () => {
  test('knows the user by name in its domain', async (t) => {
    const { actor, login } = await setUp(t);
    for (const domain of [{ id: actor.domainId }, { name: actor.domainName }]) {
      const user = { name: actor.userName, domain };
      const { session } = await login({ method: 'password', user, password: 'secret' });
      assert.equal(session.actor.userId, actor.userId);
    }
  });

  test('does not know the user by name in another domain', async (t) => {
    const { actor, login } = await setUp(t);
    const user = { name: actor.userName, domain: { id: 'default' } };
    await assert.rejects(login({ method: 'password', user, password: 'secret' }), refused);
  });

  test('is refused with a wrong password', async (t) => {
    const { byPassword } = await setUp(t);
    await assert.rejects(byPassword(null, 'Secret'), refused);
  });

  test('is refused for a user without a password', async (t) => {
    const { makePerson, login } = await setUp(t);
    const { actor } = await makePerson();
    const user = { id: actor.userId };
    await assert.rejects(login({ method: 'password', user, password: '' }), refused);
  });

  test('is refused for a disabled user', async (t) => {
    const { context, actor, byPassword } = await setUp(t);
    await updateUser(context, null, actor.userId, { enabled: false });
    await assert.rejects(byPassword(), refused);
  });

  test('lasts as long as the settings say', async (t) => {
    const { context, byPassword } = await setUp(t);
    const { claims } = (await byPassword()).session;
    const seconds = (claims.expiresAt - claims.issuedAt) / 1000;
    assert.equal(Math.round(seconds), context.settings.tokenTtlSeconds);
  });
});

describe('the scope of a login', () => {
  test('is nothing when none is asked for and the user has no default project', async (t) => {
    const { byPassword } = await setUp(t);
    const { session } = await byPassword();
    assert.deepEqual(session.actor.scope, { kind: 'unscoped' });
    assert.deepEqual(session.roles, []);
  });

  test('is the default project when none is asked for', async (t) => {
    const { project, byPassword, makeDefault } = await setUp(t);
    await makeDefault();
    const { scope } = (await byPassword()).session.actor;
    assert.equal(scope.kind === 'project' && scope.project.id, project.id);
  });

  test('is nothing when the user has no role in its default project', async (t) => {
    const { context, makePerson, actor, byPassword } = await setUp(t);
    const other = await makePerson();
    await updateUser(context, null, actor.userId, { defaultProjectId: other.project.id });
    assert.deepEqual((await byPassword()).session.actor.scope, { kind: 'unscoped' });
  });

  test('is nothing when that is asked for, in spite of a default project', async (t) => {
    const { byPassword, makeDefault } = await setUp(t);
    await makeDefault();
    const { session } = await byPassword({ kind: 'unscoped' });
    assert.deepEqual(session.actor.scope, { kind: 'unscoped' });
  });

  test('is a project by name in a domain by name', async (t) => {
    const { project, byPassword } = await setUp(t);
    const domain = { name: project.domainName };
    const { scope } = (await byPassword({ kind: 'project', name: project.name, domain })).session
      .actor;
    assert.equal(scope.kind === 'project' && scope.project.id, project.id);
  });

  test('cannot be a project where the user has no role', async (t) => {
    const { makePerson, byPassword } = await setUp(t);
    const other = await makePerson();
    await assert.rejects(byPassword({ kind: 'project', id: other.project.id }), refused);
  });

  test('can be a domain where the user has a role', async (t) => {
    const { context, actor, byPassword, member } = await setUp(t);
    const { domainId: id } = actor;
    const request = { kind: 'domain', domain: { id } } as const;
    await assert.rejects(byPassword(request), refused);
    await grantRole(context, null, {
      userId: actor.userId,
      roleId: member.id,
      target: { kind: 'domain', id },
    });
    const { session } = await byPassword(request);
    assert.deepEqual(session.actor.scope, {
      kind: 'domain',
      domainId: id,
      domainName: actor.domainName,
    });
    assert.equal(session.actor.role, 'member');
  });

  test('can be the system for whoever has a role there', async (t) => {
    const { context, actor, byPassword, member } = await setUp(t);
    await assert.rejects(byPassword({ kind: 'system' }), refused);
    await grantRole(context, null, {
      userId: actor.userId,
      roleId: member.id,
      target: { kind: 'system' },
    });
    assert.deepEqual((await byPassword({ kind: 'system' })).session.actor.scope, {
      kind: 'system',
    });
  });
});

describe('a login by token', () => {
  test('changes the scope and keeps the end, the start and the first audit id', async (t) => {
    const { project, login, byPassword } = await setUp(t);
    const first = await byPassword();
    const { session } = await login(
      { method: 'token', token: first.token },
      { kind: 'project', id: project.id },
    );
    const before = first.session.claims;
    assert.equal(session.actor.role, 'member');
    assert.ok(Math.abs(session.claims.expiresAt - before.expiresAt) < 0.001);
    assert.ok(Math.abs(session.claims.issuedAt - before.issuedAt) < 0.001);
    assert.deepEqual(session.claims.methods, ['password', 'token']);
    assert.equal(session.claims.auditIds[1], before.auditIds[0]);
    assert.notEqual(session.claims.auditIds[0], before.auditIds[0]);
  });

  test('is refused for anything that is not a token', async (t) => {
    const { login } = await setUp(t);
    await assert.rejects(login({ method: 'token', token: 'x' }), refused);
  });
});

describe('a login by application credential', () => {
  test('is for its project, by id or by name and user', async (t) => {
    const { context, actor, project, login } = await setUp(t);
    const { credential, secret } = await createCredential(context, actor, actor.userId, {
      name: 'ci',
    });
    const user = { id: actor.userId };
    for (const by of [{ id: credential.id }, { name: 'ci', user }]) {
      const { session } = await login({ method: 'application_credential', credential: by, secret });
      const { scope } = session.actor;
      assert.equal(scope.kind === 'project' && scope.project.id, project.id);
      assert.equal(session.applicationCredential?.name, 'ci');
    }
  });

  test('is refused with a wrong secret or another scope', async (t) => {
    const { context, actor, login } = await setUp(t);
    const { credential, secret } = await createCredential(context, actor, actor.userId, {
      name: 'ci',
    });
    const method = 'application_credential';
    const by = { id: credential.id };
    await assert.rejects(login({ method, credential: by, secret: 'x' }), refused);
    const asked = { kind: 'unscoped' } as const;
    await assert.rejects(login({ method, credential: by, secret }, asked), refused);
  });

  test('gives a token that can be exchanged for the same scope only', async (t) => {
    const { context, actor, project, login } = await setUp(t);
    const { credential, secret } = await createCredential(context, actor, actor.userId, {
      name: 'ci',
      roles: [{ name: 'reader' }],
    });
    const { token } = await login({
      method: 'application_credential',
      credential: { id: credential.id },
      secret,
    });
    await assert.rejects(login({ method: 'token', token }, { kind: 'unscoped' }), refused);
    const { session } = await login(
      { method: 'token', token },
      { kind: 'project', id: project.id },
    );
    assert.equal(session.actor.role, 'reader');
    assert.equal(session.applicationCredential?.id, credential.id);
  });

  test('gives no token that outlives it', async (t) => {
    const { context, actor, login } = await setUp(t);
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const { credential, secret } = await createCredential(context, actor, actor.userId, {
      name: 'ci',
      expiresAt,
    });
    const { session } = await login({
      method: 'application_credential',
      credential: { id: credential.id },
      secret,
    });
    assert.equal(session.claims.expiresAt, Date.parse(expiresAt));
  });
});
