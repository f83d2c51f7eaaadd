import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import type { PersonOptions } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { createProject } from './create-project.ts';
import { lookUpOwnProjects } from './look-up-own-projects.ts';

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context } = service;
  const person = async (options?: PersonOptions) => await service.person(options);
  /** Everybody's role is member. */
  const join = async (userId: string, domainId: string, name: string, regionId = 'RegionOne') => {
    const project = await createProject(context, null, { domainId, name, regionId });
    await sql`insert into role_assignments (user_id, role_id, project_id)
      select ${userId}, id, ${project.id} from roles where name = 'member'`.execute(context.db);
    return project;
  };
  return { context, person, join };
}

const forbidden = { code: 'identity.forbidden' };

for (const role of ['reader', 'member', 'admin'] as const) {
  test(`a region's name is the project that is called so in the account, as ${role}`, async (t) => {
    const { context, person, join } = await setUp(t);
    const { actor } = await person({ role });
    const other = await person();
    const home = await join(actor.userId, actor.domainId, 'RegionOne');
    await join(other.actor.userId, other.actor.domainId, 'RegionOne');
    const found = await lookUpOwnProjects(context, actor, { name: 'RegionOne' });
    assert.deepEqual(found, [home]);
  });

  test(`where none is called so it is the only project there, as ${role}`, async (t) => {
    const { context, person, join } = await setUp(t);
    const { actor, project } = await person({ role });
    await join(actor.userId, actor.domainId, 'elsewhere', 'RegionTwo');
    const found = await lookUpOwnProjects(context, actor, { name: 'RegionOne' });
    assert.deepEqual(found, [project]);
  });
}

test('who works for two accounts finds the project of its own', async (t) => {
  const { context, person, join } = await setUp(t);
  const { actor } = await person();
  const other = await person();
  await join(actor.userId, other.actor.domainId, 'RegionOne');
  const home = await join(actor.userId, actor.domainId, 'RegionOne');
  assert.deepEqual(await lookUpOwnProjects(context, actor, { name: 'RegionOne' }), [home]);
});

test('who works for another account only finds the project there', async (t) => {
  const { context, person, join } = await setUp(t);
  const { actor } = await person({ region: 'RegionTwo' });
  const other = await person();
  const far = await join(actor.userId, other.actor.domainId, 'RegionOne');
  assert.deepEqual(await lookUpOwnProjects(context, actor, { name: 'RegionOne' }), [far]);
});

test('which of several is meant is not guessed, nor is one told to whom has none', async (t) => {
  const { context, person, join } = await setUp(t);
  const { actor } = await person();
  await join(actor.userId, actor.domainId, 'second');
  await assert.rejects(lookUpOwnProjects(context, actor, { name: 'RegionOne' }), forbidden);
  await assert.rejects(lookUpOwnProjects(context, actor, { name: 'RegionTwo' }), forbidden);
});
