// The largest calls there are: a thousand images, a hundred projects. Whatever their size, a batch takes the same few statements.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { testService, type TestService } from '../../../test/support/test-service.ts';
import type { Person } from '../../../test/support/person.ts';
import { taskHandlers } from '../../tasks.ts';
import { createProject } from '../identity/projects/create-project.ts';
import { plantImages } from '../images/replicas.fixture.ts';
import { showJob } from '../jobs/show-job.ts';
import type { MemberJobResult } from './member-jobs.ts';
import { startAnswerJob, startMemberJob } from './start-member-job.ts';

const images = 1000;
const projects = 100;

interface World {
  readonly service: TestService;
  readonly owner: Person;
  readonly recipient: Person;
  readonly imageIds: readonly string[];
  readonly projectIds: readonly string[];
}

/** Private images, and projects to offer them to, the recipient's among them. */
async function setUp(t: TestContext): Promise<World> {
  const service = await testService(t);
  const { context } = service;
  const [owner, recipient] = [await service.person(), await service.person()];
  const imageIds = await plantImages(context, images, { owner, bytes: Buffer.from('many') });
  await sql`update images set visibility = 'private'`.execute(context.db);
  const { domainId, regionId } = recipient.project;
  const projectIds = [recipient.project.id];
  for (let n = 1; n < projects; n += 1) {
    const project = { domainId, regionId, name: `many-${n}` };
    projectIds.push((await createProject(context, null, project)).id);
  }
  return { service, owner, recipient, imageIds, projectIds };
}

/** Carries a job out; answers its result and the number of statements that it took. */
async function carryOut(t: TestContext, { service }: World, by: Person, jobId: string) {
  const { signal } = new AbortController();
  const began = performance.now();
  const statements = await service.statementsOf(
    async (context) => await taskHandlers(context)['run-job']({ jobId }, signal),
  );
  t.diagnostic(`${statements.length} statements, ${Math.round(performance.now() - began)} ms`);
  const job = await showJob(service.context, by.actor, jobId);
  assert.deepEqual([job.status, job.fault], ['succeeded', null]);
  return { ...(job.result as MemberJobResult), statements: statements.length };
}

async function rowsOf({ context }: TestService, what: 'members' | 'events' | 'notices') {
  const { rows } = await sql<{ what: string; n: number }>`
    select ${sql.raw({ members: 'status', events: 'action', notices: 'kind' }[what])} as what, count(*)::int as n
    from ${sql.table(what)} group by 1 order by 1`.execute(context.db);
  return Object.fromEntries(rows.map((row) => [row.what, row.n]));
}

test('a thousand images are offered to a hundred projects, accepted by one, and withdrawn from all, in one call each', async (t) => {
  const world = await setUp(t);
  const { service, owner, recipient, imageIds, projectIds } = world;
  const { context } = service;
  const pairs = images * projects;
  const before = await rowsOf(service, 'events');
  const since = async (): Promise<Record<string, number>> => {
    const now = Object.entries(await rowsOf(service, 'events'));
    return Object.fromEntries(now.filter(([action, n]) => before[action] !== n));
  };

  const batch = { imageIds, projectIds };
  const offers = await startMemberJob(context, owner.actor, 'add-members', batch);
  const offered = await carryOut(t, world, owner, offers);
  assert.equal(offered.pairs.length, pairs);
  assert.ok(offered.statements <= 14, `${offered.statements} statements`);
  assert.deepEqual(await rowsOf(service, 'members'), { pending: pairs });
  assert.deepEqual(await rowsOf(service, 'notices'), { offered: pairs });
  assert.deepEqual(await since(), { 'image.update': images, 'member.add': pairs });

  const projectId = recipient.project.id;
  const answer = { imageIds, projectId, status: 'accepted' } as const;
  const answers = await startAnswerJob(context, recipient.actor, answer);
  const accepted = await carryOut(t, world, recipient, answers);
  assert.equal(accepted.pairs.length, images);
  assert.ok(accepted.statements <= 10, `${accepted.statements} statements`);
  assert.deepEqual(await rowsOf(service, 'members'), {
    accepted: images,
    pending: pairs - images,
  });

  const withdrawals = await startMemberJob(context, owner.actor, 'remove-members', batch);
  const withdrawn = await carryOut(t, world, owner, withdrawals);
  assert.equal(withdrawn.pairs.length, pairs);
  assert.ok(withdrawn.statements <= 10, `${withdrawn.statements} statements`);
  assert.deepEqual(await rowsOf(service, 'members'), {});
  assert.deepEqual(await rowsOf(service, 'notices'), {
    accepted: images,
    offered: pairs,
    withdrawn: pairs,
  });
});
