import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Person } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { ownRequest } from '../wire.fixture.ts';
import type { Account, Project, ProjectPage, RoleAssignments, User } from './schema.ts';

async function setUp(t: TestContext) {
  const service = await testService(t);
  const ask = async ({ token }: Person, method: string, path: string, body?: object) =>
    await ownRequest(service.url, method, path, {
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }),
    });
  return { service, ask };
}

test('an operator makes an account, a project and a user, gives a role and takes all of it away', async (t) => {
  const { service, ask } = await setUp(t);
  const operator = await service.person({ role: 'admin' });
  const make = async <T>(path: string, body: object): Promise<T> => {
    const answer = await ask(operator, 'POST', path, body);
    assert.equal(answer.status, 201, path);
    return answer.body as T;
  };
  const { id: accountId } = await make<Account>('/accounts', { name: 'dept' });
  const place = { accountId, regionId: 'RegionOne' };
  const project = await make<Project>('/projects', { name: 'web', ...place });
  const user = await make<User>('/users', { name: 'ann', accountId, password: 'secret' });
  const grant = `/projects/${project.id}/users/${user.id}/roles/member`;
  assert.equal((await ask(operator, 'PUT', grant)).status, 204);
  const listed = await ask(operator, 'GET', `/role-assignments?userId=${user.id}`);
  assert.deepEqual(
    (listed.body as RoleAssignments).items.map(({ role, project: where }) => [role, where?.id]),
    [['member', project.id]],
  );

  assert.equal((await ask(operator, 'DELETE', grant)).status, 204);
  assert.equal((await ask(operator, 'DELETE', grant)).status, 404);
  const refused = await ask(operator, 'DELETE', `/accounts/${accountId}`);
  assert.deepEqual(
    [refused.status, (refused.body as { code: string }).code],
    [403, 'domain.enabled'],
  );
  await ask(operator, 'PATCH', `/accounts/${accountId}`, { enabled: false });
  assert.equal((await ask(operator, 'DELETE', `/accounts/${accountId}`)).status, 204);
  const left = await ask(operator, 'GET', `/projects?search=${project.id}`);
  assert.deepEqual((left.body as ProjectPage).items, []);
});

test('projects are found by a part of their name or their id, in an account or a region', async (t) => {
  const { service, ask } = await setUp(t);
  const operator = await service.person({ role: 'admin' });
  const { project } = await service.person({ region: 'RegionTwo' });
  const part = project.name.slice(-6).toUpperCase();
  for (const query of [
    `search=${part}`,
    `search=${project.id}`,
    `accountId=${project.domainId}&regionId=RegionTwo`,
  ]) {
    const { items } = (await ask(operator, 'GET', `/projects?${query}`)).body as ProjectPage;
    assert.deepEqual(
      items.map(({ id }) => id),
      [project.id],
      query,
    );
  }
});

test('nobody else manages anything', async (t) => {
  const { service, ask } = await setUp(t);
  const member = await service.person();
  const own = `/projects/${member.project.id}`;
  for (const [method, path, body] of [
    ['GET', '/accounts'],
    ['GET', '/projects'],
    ['GET', '/users'],
    ['GET', '/role-assignments'],
    ['POST', '/regions', { id: 'mine' }],
    ['POST', '/accounts', { name: 'mine' }],
    ['PATCH', own, { name: 'mine' }],
    ['DELETE', own],
    ['PUT', `${own}/users/${member.actor.userId}/roles/admin`],
  ] as const) {
    const { status, body: problem } = await ask(member, method, path, body);
    assert.deepEqual(
      [status, (problem as { code: string }).code],
      [403, 'identity.forbidden'],
      `${method} ${path}`,
    );
  }
});
