import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import type { Person } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { createAccessKey } from '../../../domain/identity/access-keys/create-access-key.ts';
import { grantRole } from '../../../domain/identity/assignments/grant-role.ts';
import { createProject } from '../../../domain/identity/projects/create-project.ts';
import { selectRoles } from '../../../domain/identity/roles/queries.ts';
import { runDuplication } from '../../../domain/images/duplication-jobs.ts';
import { plantImages } from '../../../domain/images/replicas.fixture.ts';
import { beginJob } from '../../../domain/jobs/queries.ts';
import { runJob, type JobWorks } from '../../../domain/jobs/run-job.ts';
import { sdkClient, sdkSend } from '../sdk.fixture.ts';

interface Told {
  readonly status: number;
  readonly body: {
    readonly job_id?: string;
    readonly error?: { readonly code: string; readonly message: string };
  };
}

interface JobTold {
  readonly status: string;
  readonly job_type: string;
  readonly error_code: string | null;
  readonly entities: Readonly<Record<string, unknown>>;
}

async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context } = service;
  const owner = await service.person();
  const [image = ''] = await plantImages(context, 1, { owner, bytes: Buffer.from('copied') });
  const ask = async (by: Person, path: string, body: object): Promise<Told> => {
    const response = await by.request('POST', path, { body });
    return { status: response.status, body: (await response.json()) as Told['body'] };
  };
  const jobOf = async (by: Person, jobId: string): Promise<JobTold> => {
    const response = await by.request('GET', `/v1/cloudimages/job/${jobId}`);
    return (await response.json()) as JobTold;
  };
  const ended = async (by: Person, { status, body }: Told): Promise<JobTold> => {
    assert.equal(status, 200, JSON.stringify(body));
    await service.runJobs();
    return await jobOf(by, body.job_id ?? assert.fail());
  };
  const shown = async (by: Person, id: unknown): Promise<Record<string, unknown>> => {
    const response = await by.request('GET', `/v2/images/${String(id)}`);
    return (await response.json()) as Record<string, unknown>;
  };
  const change = async (set: string): Promise<void> => {
    await sql`update images set ${sql.raw(set)} where id = ${image}`.execute(context.db);
  };
  const there = async (name: string) => {
    const { domainId } = owner.project;
    const project = await createProject(context, null, { domainId, name, regionId: 'RegionTwo' });
    const [member] = await selectRoles(context.db, { name: 'member' });
    await grantRole(context, null, {
      userId: owner.actor.userId,
      roleId: member?.id ?? assert.fail(),
      target: { kind: 'project', id: project.id },
    });
    return project;
  };
  return { service, context, owner, image, ask, ended, jobOf, shown, change, there };
}

for (const version of ['v1', 'v2.1']) {
  test(`a copy is made by a job that tells of the new image (${version})`, async (t) => {
    const { owner, image, ask, ended, shown } = await setUp(t);
    const path = `/${version}/cloudimages/${image}/copy`;
    const started = await ask(owner, path, {
      name: 'copy_镜像 1',
      description: 'mine',
      enterprise_project_id: '0',
    });
    const job = await ended(owner, started);
    assert.equal(job.status, 'SUCCESS');
    assert.equal(job.job_type, 'imsCopyImageInRegionJob');
    assert.equal(job.entities['image_name'], 'copy_镜像 1');
    assert.notEqual(job.entities['image_id'], image);
    const copy = await shown(owner, job.entities['image_id']);
    assert.equal(copy['name'], 'copy_镜像 1');
    assert.equal(copy['status'], 'active');
    assert.equal(copy['visibility'], 'private');
    assert.equal(copy['__originalimagename'], image);
    assert.equal(copy['__description'], 'mine');
    assert.equal(copy['enterprise_project_id'], '0');
  });
}

test('a copy to another region is made by a job, signed by the SDK', async (t) => {
  const { service, context, owner, image, there } = await setUp(t);
  const project = await there('RegionTwo_images');
  const { accessKey, secret } = await createAccessKey(context, owner.actor, {
    userId: owner.actor.userId,
  });
  const client = sdkClient(service.url, { id: accessKey.id, secret }, owner.project.id);
  const { job_id: jobId } = (await sdkSend(client, {
    method: 'POST',
    url: `/v1/cloudimages/${image}/cross_region_copy`,
    data: {
      name: 'there',
      agency_name: 'ims_admin_agency',
      project_name: project.name,
      region: 'RegionTwo',
    },
  })) as { job_id: string };
  await service.runJobs();
  const job = (await sdkSend(client, {
    method: 'GET',
    url: `/v1/${owner.project.id}/jobs/${jobId}`,
  })) as JobTold;
  assert.equal(job.status, 'SUCCESS');
  assert.equal(job.job_type, 'imsCrossRegionCopyImageJob');
  const { rows } = await sql`select id, owner, region_id from images where name = 'there'`.execute(
    context.db,
  );
  assert.deepEqual(rows, [
    { id: job.entities['image_id'], owner: project.id, region_id: 'RegionTwo' },
  ]);
});

test('what stands against a copy is told at once, by its code', async (t) => {
  const { owner, image, ask, change, there, service } = await setUp(t);
  const copy = `/v1/cloudimages/${image}/copy`;
  const cross = `/v1/cloudimages/${image}/cross_region_copy`;
  const refused = async (path: string, body: object, code: string, by = owner): Promise<void> => {
    const answer = await ask(by, path, body);
    assert.equal(answer.body.error?.code, code, JSON.stringify({ body, answer }));
    assert.equal(answer.status, 400);
  };
  for (const [body, code] of [
    [{}, 'IMG.0013'],
    [{ name: '' }, 'IMG.0013'],
    [{ name: 'x'.repeat(129) }, 'IMG.0002'],
    [{ name: ' x' }, 'IMG.0003'],
    [{ name: 'a/b' }, 'IMG.0003'],
    [{ name: 'x', description: 'x'.repeat(1025) }, 'IMG.0004'],
    [{ name: 'x', description: 'a<b' }, 'IMG.0054'],
    [{ name: 1 }, 'IMG.0001'],
  ] as const) {
    await refused(copy, body, code);
    await refused(cross, { region: 'RegionTwo', ...body }, code);
  }
  await refused(copy, { name: 'x', cmk_id: 'key' }, 'IMG.0105');
  await refused(copy, { name: 'x' }, 'IMG.0027', await service.person());
  await refused('/v1/cloudimages/nothing/copy', { name: 'x' }, 'IMG.0027');
  const to = { name: 'x', region: 'RegionTwo' };
  await refused(cross, to, 'IMG.0108');
  await there('one');
  await there('two');
  await refused(cross, to, 'IMG.0104');
  await refused(cross, { ...to, project_name: '' }, 'IMG.0104');
  await refused(cross, { ...to, project_name: 'three' }, 'IMG.0108');
  await refused(cross, { ...to, region: owner.project.regionId }, 'IMG.0142');
  for (const [set, inRegion, toRegion] of [
    [`kind = 'server'`, 'IMG.0130', 'IMG.0130'],
    [`kind = 'iso'`, 'IMG.0167', 'IMG.0167'],
    [`kind = 'data', encrypted = true`, 'IMG.0197', 'IMG.0143'],
    [`encrypted = false, size = 137438953473`, 'IMG.0105', 'IMG.0146'],
    [`status = 'deactivated'`, 'IMG.0046', 'IMG.0046'],
  ] as const) {
    await change(set);
    await refused(copy, { name: 'x' }, inRegion);
    await refused(cross, { ...to, project_name: 'one' }, toRegion);
  }
});

test('of an image that one was offered, it is the answer that decides', async (t) => {
  const { service, context, image, ask, ended } = await setUp(t);
  const member = await service.person();
  await sql`
    insert into members (image_id, project_id, image_created_at, image_name)
    select id, ${member.project.id}, created_at, name from images`.execute(context.db);
  const copy = async () => await ask(member, `/v1/cloudimages/${image}/copy`, { name: 'mine' });
  for (const status of ['pending', 'rejected']) {
    await sql`update members set status = ${status}`.execute(context.db);
    assert.equal((await copy()).body.error?.code, 'IMG.0196');
  }
  await sql`update members set status = 'accepted'`.execute(context.db);
  assert.equal((await ended(member, await copy())).status, 'SUCCESS');
  // Only the owner copies to another region.
  const cross = { name: 'mine', region: 'RegionTwo' };
  const path = `/v1/cloudimages/${image}/cross_region_copy`;
  assert.equal((await ask(member, path, cross)).body.error?.code, 'IMG.0047');
});

test('an image that goes before its job has begun fails it', async (t) => {
  const { owner, image, ask, ended } = await setUp(t);
  const started = await ask(owner, `/v1/cloudimages/${image}/copy`, { name: 'late' });
  assert.equal((await owner.request('DELETE', `/v2/images/${image}`)).status, 204);
  const job = await ended(owner, started);
  assert.equal(job.status, 'FAIL');
  assert.equal(job.error_code, 'IMG.0027');
  assert.equal(job.entities['image_id'], undefined);
});

test('a job that is begun again makes one image', async (t) => {
  const { context, owner, image, ask, ended } = await setUp(t);
  const started = await ask(owner, `/v1/cloudimages/${image}/copy`, { name: 'once' });
  const jobId = started.body.job_id ?? assert.fail();
  // A process has begun it and died; another one carries it out, and then it is asked for once more.
  await beginJob(context.db, jobId);
  const job = await ended(owner, started);
  assert.equal(job.status, 'SUCCESS');
  const works = { 'copy-image': runDuplication } as unknown as JobWorks;
  await runJob(context, works, jobId, new AbortController().signal);
  const { rows } = await sql`select id from images where origin_id = ${image}`.execute(context.db);
  assert.deepEqual(rows, [{ id: job.entities['image_id'] }]);
});
