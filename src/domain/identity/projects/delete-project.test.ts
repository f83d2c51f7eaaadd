import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { PersonOptions } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { Fault } from '../../fault.ts';
import { createCredential } from '../application-credentials/create-credential.ts';
import { updateUser } from '../users/update-user.ts';
import { createProject } from './create-project.ts';
import { deleteProject } from './delete-project.ts';
import { findProject } from './queries.ts';

test('a deleted project takes its assignments and credentials with it and leaves the rest to a job', async (t) => {
  const service = await testService(t);
  const { context } = service;
  const person = async (options?: PersonOptions) => await service.person(options);
  const { actor, project } = await person();
  await createCredential(context, actor, actor.userId, { name: 'ci' });
  await updateUser(context, null, actor.userId, { defaultProjectId: project.id });
  await deleteProject(context, null, project.id);
  assert.equal(await findProject(context.db, project.id), undefined);
  const { rows } = await sql`select
    (select count(*) from role_assignments where project_id = ${project.id}) as assignments,
    (select count(*) from application_credentials where project_id = ${project.id}) as credentials,
    (select default_project_id from users where id = ${actor.userId}) as "defaultProject",
    (select count(*) from graphile_worker.jobs where task_identifier = 'forget-project') as jobs,
    (select count(*) from events where action = 'project.delete' and noun_id = ${project.id}) as events
  `.execute(context.db);
  assert.deepEqual(rows, [
    { assignments: 0, credentials: 0, defaultProject: null, jobs: 1, events: 1 },
  ]);
});

test('a project with sub-projects is not deleted', async (t) => {
  const { context } = await testService(t);
  const top = await createProject(context, null, { name: 'top', domainId: 'default' });
  const sub = await createProject(context, null, { name: 'sub', parentId: top.id });
  await assert.rejects(
    deleteProject(context, null, top.id),
    (error) => error instanceof Fault && error.code === 'project.has-children',
  );
  await deleteProject(context, null, sub.id);
  await deleteProject(context, null, top.id);
});
