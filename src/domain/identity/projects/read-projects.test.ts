import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { PersonOptions } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { Fault, type FaultKind } from '../../fault.ts';
import { grantRole } from '../assignments/grant-role.ts';
import { selectRoles } from '../roles/queries.ts';
import { createProject } from './create-project.ts';
import { holdProjects } from './queries.ts';
import { listProjects, listProjectsOfUser, showProject } from './read-projects.ts';

function fault(kind: FaultKind) {
  return (error: unknown): boolean => error instanceof Fault && error.kind === kind;
}

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context } = service;
  const person = async (options?: PersonOptions) => await service.person(options);
  const alice = await person();
  const bob = await person();
  const admin = await person({ role: 'admin' });
  return { context, alice, bob, admin };
}

const ids = (projects: readonly { id: string }[]): string[] => projects.map(({ id }) => id);

describe('a member', () => {
  test('lists its own projects only', async (t) => {
    const { context, alice } = await setUp(t);
    assert.deepEqual(ids(await listProjects(context, alice.actor)), [alice.project.id]);
  });

  test('lists every project it has a role in, whichever its token is for', async (t) => {
    const { context, alice } = await setUp(t);
    const second = await createProject(context, null, {
      name: 'second',
      domainId: alice.project.domainId,
    });
    const [reader] = await selectRoles(context.db, { name: 'reader' });
    await grantRole(context, null, {
      userId: alice.actor.userId,
      roleId: reader?.id ?? '',
      target: { kind: 'project', id: second.id },
    });
    const own = ids(await listProjects(context, alice.actor));
    assert.deepEqual(new Set(own), new Set([alice.project.id, second.id]));
    assert.equal((await showProject(context, alice.actor, second.id)).name, 'second');
  });

  test('finds its own project by name', async (t) => {
    const { context, alice } = await setUp(t);
    const { name, id } = alice.project;
    assert.deepEqual(ids(await listProjects(context, alice.actor, { name })), [id]);
  });

  test('is refused a name that is none of its own, whether it exists or not', async (t) => {
    const { context, alice, bob } = await setUp(t);
    for (const name of [bob.project.name, 'nowhere']) {
      await assert.rejects(listProjects(context, alice.actor, { name }), fault('forbidden'));
    }
  });

  test('is refused an id that is none of its own, whether it exists or not', async (t) => {
    const { context, alice, bob } = await setUp(t);
    const answers: unknown[] = [];
    for (const id of [bob.project.id, 'nowhere']) {
      await assert.rejects(showProject(context, alice.actor, id), (error) => {
        assert.ok(error instanceof Fault);
        answers.push([error.kind, error.code, error.message, error.detail]);
        return error.kind === 'forbidden';
      });
    }
    assert.deepEqual(answers[0], answers[1]);
  });

  test("is refused another user's list", async (t) => {
    const { context, alice, bob } = await setUp(t);
    const { userId } = bob.actor;
    await assert.rejects(listProjectsOfUser(context, alice.actor, userId), fault('forbidden'));
    await assert.rejects(listProjects(context, alice.actor, { userId }), fault('forbidden'));
  });
});

describe('an administrator', () => {
  test('lists all projects', async (t) => {
    const { context, alice, bob, admin } = await setUp(t);
    const all = ids(await listProjects(context, admin.actor));
    for (const { project } of [alice, bob, admin]) assert.ok(all.includes(project.id));
  });

  test('reads on from where a page ended', async (t) => {
    const { context, admin } = await setUp(t);
    const all = ids(await listProjects(context, admin.actor));
    const first = ids(await listProjects(context, admin.actor, { limit: 2 }));
    const rest = ids(await listProjects(context, admin.actor, { marker: first[1] }));
    assert.deepEqual([...first, ...rest], all);
  });

  test('gets nothing for a name that does not exist, and notFound for an id', async (t) => {
    const { context, admin } = await setUp(t);
    assert.deepEqual(await listProjects(context, admin.actor, { name: 'nowhere' }), []);
    await assert.rejects(showProject(context, admin.actor, 'nowhere'), fault('notFound'));
  });

  test('is an ordinary user while its token is for a domain', async (t) => {
    const { context, admin } = await setUp(t);
    const { domainId, domainName } = admin.actor;
    const actor = { ...admin.actor, scope: { kind: 'domain' as const, domainId, domainName } };
    assert.deepEqual(ids(await listProjects(context, actor)), [admin.project.id]);
  });
});

test('projects are found by their ids, unknown ones left out', async (t) => {
  const { context, alice, bob } = await setUp(t);
  const held = async (wanted: string[]) =>
    await context.db
      .transaction()
      .execute(async (tx) => await (await holdProjects(tx, wanted)).rows());
  const found = await held([alice.project.id, 'nowhere', bob.project.id]);
  assert.deepEqual(new Set(ids(found)), new Set([alice.project.id, bob.project.id]));
  assert.deepEqual(await held([]), []);
});
