import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { PersonOptions } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { Fault } from '../../fault.ts';
import { createProject } from '../projects/create-project.ts';
import { deleteDomain } from './delete-domain.ts';
import { updateDomain } from './update-domain.ts';

test('a domain is deleted with everything in it, once it is disabled', async (t) => {
  const service = await testService(t);
  const { context } = service;
  const person = async (options?: PersonOptions) => await service.person(options);
  const { project, actor } = await person();
  const { domainId } = actor;
  await createProject(context, null, { name: 'sub', parentId: project.id });
  await assert.rejects(
    deleteDomain(context, null, domainId),
    (error) => error instanceof Fault && error.code === 'domain.enabled',
  );
  await updateDomain(context, null, domainId, { enabled: false });
  await deleteDomain(context, null, domainId);
  const { rows } = await sql`select
    (select count(*) from domains where id = ${domainId}) as domains,
    (select count(*) from projects where domain_id = ${domainId}) as projects,
    (select count(*) from users where domain_id = ${domainId}) as users,
    (select count(*) from graphile_worker.jobs) as jobs
  `.execute(context.db);
  assert.deepEqual(rows, [{ domains: 0, projects: 0, users: 0, jobs: 2 }]);
});
