import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { testService } from '../../../test/support/test-service.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { createCredential } from './application-credentials/create-credential.ts';
import { deleteCredential } from './application-credentials/delete-credential.ts';
import { grantRole } from './assignments/grant-role.ts';
import { revokeRole } from './assignments/revoke-role.ts';
import { authenticate } from './authenticate.ts';
import { updateDomain } from './domains/update-domain.ts';
import { deleteProject } from './projects/delete-project.ts';
import { updateProject } from './projects/update-project.ts';
import { createRole } from './roles/create-role.ts';
import { implyRole } from './roles/imply-role.ts';
import { selectRoles } from './roles/queries.ts';
import { logIn } from './tokens/log-in.ts';
import { revokeToken } from './tokens/subject-token.ts';
import { deleteUser } from './users/delete-user.ts';
import { updateUser } from './users/update-user.ts';

function refused(error: unknown): boolean {
  return error instanceof Fault && error.kind === 'unauthenticated';
}

async function roleId(context: Context, name: string): Promise<string> {
  const [role] = await selectRoles(context.db, { name });
  assert.ok(role);
  return role.id;
}

async function setUp(t: TestContext) {
  const service = await testService(t);
  const person = await service.person();
  const { context } = service;
  const userId = person.actor.userId;
  const again = async () => await authenticate(context, person.token, 'req-again');
  const target = { kind: 'project' as const, id: person.project.id };
  return { ...service, person, userId, target, again };
}

describe('a request', () => {
  test('is made by the user of its token, with the project and what the role implies', async (t) => {
    const { person, again } = await setUp(t);
    const actor = await again();
    assert.equal(actor.userId, person.actor.userId);
    assert.deepEqual(actor.scope, {
      kind: 'project',
      project: {
        id: person.project.id,
        name: person.project.name,
        domainId: person.project.domainId,
        domainName: person.project.domainName,
        regionId: 'RegionOne',
      },
    });
    assert.equal(actor.role, 'member');
    assert.deepEqual(actor.roleNames, ['member', 'reader']);
    assert.equal(actor.requestId, 'req-again');
  });

  test('without a token is refused', async (t) => {
    const { context } = await testService(t);
    await assert.rejects(authenticate(context, null, 'r'), refused);
  });

  test('is refused as soon as the last role in the project is taken away', async (t) => {
    const { context, userId, target, again } = await setUp(t);
    const grant = { userId, roleId: await roleId(context, 'member'), target };
    await revokeRole(context, null, grant);
    await assert.rejects(again(), refused);
  });

  test('has the role that was given since the token was made', async (t) => {
    const { context, userId, target, again } = await setUp(t);
    await grantRole(context, null, { userId, roleId: await roleId(context, 'admin'), target });
    assert.equal((await again()).role, 'admin');
  });

  test('has roles that are implied over several steps', async (t) => {
    const { context, userId, target, again } = await setUp(t);
    const chief = await createRole(context, null, { name: 'chief' });
    const deputy = await createRole(context, null, { name: 'deputy' });
    const clerk = await createRole(context, null, { name: 'clerk' });
    await implyRole(context, null, chief.id, deputy.id);
    await implyRole(context, null, deputy.id, clerk.id);
    await grantRole(context, null, { userId, roleId: chief.id, target });
    assert.deepEqual((await again()).roleNames, ['chief', 'clerk', 'deputy', 'member', 'reader']);
  });

  test("is not an operator's for a domain's own role that is called admin", async (t) => {
    const { context, person, userId, target, again } = await setUp(t);
    const { domainId } = person.project;
    const role = await createRole(context, null, { name: 'admin', domainId });
    await grantRole(context, null, { userId, roleId: role.id, target });
    assert.equal((await again()).role, 'member');
  });

  test('is refused once the user is disabled', async (t) => {
    const { context, userId, again } = await setUp(t);
    await updateUser(context, null, userId, { enabled: false });
    await assert.rejects(again(), refused);
  });

  test('is refused once the user is gone', async (t) => {
    const { context, userId, again } = await setUp(t);
    await deleteUser(context, null, userId);
    await assert.rejects(again(), refused);
  });

  test("is refused while the user's domain is disabled", async (t) => {
    const { context, person, again } = await setUp(t);
    await updateDomain(context, null, person.project.domainId, { enabled: false });
    await assert.rejects(again(), refused);
  });

  test('is refused while the project is disabled', async (t) => {
    const { context, person, again } = await setUp(t);
    await updateProject(context, null, person.project.id, { enabled: false });
    await assert.rejects(again(), refused);
    await updateProject(context, null, person.project.id, { enabled: true });
    assert.equal((await again()).role, 'member');
  });

  test('is refused once the project is gone', async (t) => {
    const { context, person, again } = await setUp(t);
    await deleteProject(context, null, person.project.id);
    await assert.rejects(again(), refused);
  });

  test('is refused once the token was revoked', async (t) => {
    const { context, person, again } = await setUp(t);
    await revokeToken(context, person.actor, person.token);
    await assert.rejects(again(), refused);
  });
});

describe('a token got by password', () => {
  async function setUpLogin(t: TestContext) {
    const { context, person, userId } = await setUp(t);
    await updateUser(context, null, userId, { password: 'first' });
    const login = async (password: string) =>
      await logIn(context, {
        identity: { method: 'password', user: { id: userId }, password },
        scope: { kind: 'project', id: person.project.id },
        address: '192.0.2.1',
        requestId: 'r',
      });
    return { context, person, userId, login };
  }

  test('ends when the password is changed', async (t) => {
    const { context, userId, login } = await setUpLogin(t);
    const { token } = await login('first');
    await updateUser(context, null, userId, { password: 'second' });
    await assert.rejects(authenticate(context, token, 'r'), refused);
    await login('second');
  });

  test('stays ended when the user is disabled and enabled again', async (t) => {
    const { context, userId, login } = await setUpLogin(t);
    const { token } = await login('first');
    await updateUser(context, null, userId, { enabled: false });
    await updateUser(context, null, userId, { enabled: true });
    await assert.rejects(authenticate(context, token, 'r'), refused);
  });

  test('ends with the token that it was exchanged for, not the other way round', async (t) => {
    const { context, person, login } = await setUpLogin(t);
    const first = await login('first');
    const exchange = async () =>
      await logIn(context, {
        identity: { method: 'token', token: first.token },
        scope: { kind: 'unscoped' },
        address: '192.0.2.1',
        requestId: 'r',
      });
    const [one, two] = [await exchange(), await exchange()];
    await revokeToken(context, person.actor, one.token);
    await assert.rejects(authenticate(context, one.token, 'r'), refused);
    await authenticate(context, first.token, 'r');
    await revokeToken(context, person.actor, first.token);
    await assert.rejects(authenticate(context, two.token, 'r'), refused);
  });
});

describe('a token of an application credential', () => {
  async function setUpCredential(t: TestContext, roles?: { name: string }[]) {
    const { context, person, userId, target } = await setUp(t);
    const made = await createCredential(context, person.actor, userId, { name: 'ci', roles });
    const { token } = await logIn(context, {
      identity: {
        method: 'application_credential',
        credential: { id: made.credential.id },
        secret: made.secret,
      },
      scope: null,
      address: '192.0.2.1',
      requestId: 'r',
    });
    const again = async () => await authenticate(context, token, 'r');
    return { context, person, userId, target, credential: made.credential, again };
  }

  test('has only the roles that it was given', async (t) => {
    const { again } = await setUpCredential(t, [{ name: 'reader' }]);
    const actor = await again();
    assert.equal(actor.role, 'reader');
    assert.equal(actor.restricted, true);
  });

  test('has none of the roles that its user got later', async (t) => {
    const { context, userId, target, again } = await setUpCredential(t);
    await grantRole(context, null, { userId, roleId: await roleId(context, 'admin'), target });
    assert.equal((await again()).role, 'member');
  });

  test('loses the roles that its user loses', async (t) => {
    const { context, userId, target, again } = await setUpCredential(t);
    await grantRole(context, null, { userId, roleId: await roleId(context, 'reader'), target });
    await revokeRole(context, null, { userId, roleId: await roleId(context, 'member'), target });
    assert.equal((await again()).role, 'reader');
  });

  test('ends with the credential', async (t) => {
    const { context, person, userId, credential, again } = await setUpCredential(t);
    await deleteCredential(context, person.actor, userId, credential.id);
    await assert.rejects(again(), refused);
  });
});
