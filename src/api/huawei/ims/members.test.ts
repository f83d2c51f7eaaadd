import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import type { Person } from '../../../../test/support/person.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { createAccessKey } from '../../../domain/identity/access-keys/create-access-key.ts';
import { updateImage } from '../../../domain/images/update-image.ts';
import { plantImages } from '../../../domain/images/replicas.fixture.ts';
import type { Settings } from '../../../domain/settings.ts';
import { newHexId } from '../../../lib/ids.ts';
import { sdkClient, sdkSend } from '../sdk.fixture.ts';

const batch = '/v1/cloudimages/members';

interface Row {
  readonly image_id: string;
  readonly project_id: string;
  readonly status: string;
  readonly error_code?: string;
}

interface Job {
  readonly status: string;
  readonly job_type: string;
  readonly error_code: string | null;
  readonly fail_reason: string | null;
  readonly entities: { readonly results: readonly Row[] };
}

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

function codeOf(body: unknown): string | undefined {
  return (body as { readonly error?: { readonly code: string } }).error?.code;
}

async function setUp(t: TestContext, count = 2, settings: Partial<Settings> = {}) {
  const service = await testService(t, settings);
  const [owner, member] = [await service.person(), await service.person()];
  const images = await plantImages(service.context, count, { owner, bytes: Buffer.from('sent') });
  await sql`update images set visibility = 'private'`.execute(service.context.db);
  const ask = async (
    by: Person,
    method: string,
    path: string,
    body?: object,
  ): Promise<Answered> => {
    const options = body === undefined ? {} : { body };
    const response = await by.request(method, path, options);
    return { status: response.status, body: await response.json() };
  };
  /** Starts a job, lets it run, and answers how it ended. */
  const carryOut = async (by: Person, method: string, body: object): Promise<Job> => {
    const answered = await ask(by, method, batch, body);
    const started = answered.body as { readonly job_id: string };
    assert.equal(answered.status, 200, JSON.stringify(started));
    assert.deepEqual(Object.keys(started), ['job_id']);
    await service.runJobs();
    return (await ask(by, 'GET', `/v1/cloudimages/job/${started.job_id}`)).body as Job;
  };
  const answer = async (by: Person, status: string, more: object = {}): Promise<Job> =>
    await carryOut(by, 'PUT', { images, project_id: by.project.id, status, ...more });
  const refusal = async (by: Person, method: string, body?: object) => {
    const { status, body: answered } = await ask(by, method, batch, body);
    return `${status} ${codeOf(answered)}`;
  };
  const codesOf = ({ entities }: Job): (string | undefined)[] =>
    entities.results.map((row) => row.error_code ?? row.status);
  return { service, owner, member, images, ask, carryOut, answer, refusal, codesOf };
}

describe('a batch', () => {
  test('offers every image to every project, also private ones', async (t) => {
    const { service, owner, member, images, carryOut } = await setUp(t);
    const third = await service.person();
    const projects = [member.project.id, third.project.id];
    const job = await carryOut(owner, 'POST', { images, projects });
    assert.deepEqual(
      [job.status, job.job_type, job.error_code, job.fail_reason],
      ['SUCCESS', 'imsAddImageMembersJob', null, null],
    );
    assert.deepEqual(
      job.entities.results,
      images.flatMap((image_id) =>
        projects.map((project_id) => ({ image_id, project_id, status: 'success' })),
      ),
    );
  });

  test('answers and withdraws what was offered', async (t) => {
    const { owner, member, images, ask, carryOut, answer } = await setUp(t);
    const projects = [member.project.id];
    const path = `/v1/${member.project.id}/cloudimages/${images[0]}/members/${member.project.id}`;
    await carryOut(owner, 'POST', { images, projects });
    for (const status of ['accepted', 'rejected', 'accepted']) {
      const job = await answer(member, status, { vault_id: randomUUID() });
      assert.deepEqual([job.status, job.job_type], ['SUCCESS', 'imsUpdateImageMembersJob']);
      assert.equal(job.entities.results.length, images.length);
      const { body } = await ask(member, 'GET', path);
      assert.equal((body as { status: string }).status, status);
    }
    const job = await carryOut(owner, 'DELETE', { images, projects });
    assert.deepEqual([job.status, job.job_type], ['SUCCESS', 'imsDelImageMembersJob']);
    assert.deepEqual(job.entities.results, []);
    assert.equal((await ask(member, 'GET', path)).status, 400);
  });

  test('that fails for one pair fails, with its code on top, and is done for the others', async (t) => {
    const { service, owner, member, images, carryOut, codesOf } = await setUp(t);
    const elsewhere = await service.person({ region: 'RegionTwo' });
    const projects = [member.project.id, owner.project.id, newHexId(), elsewhere.project.id];
    const unknown = randomUUID();
    const job = await carryOut(owner, 'POST', { images: [images[0], unknown], projects });
    assert.deepEqual(codesOf(job), [
      'success',
      'IMG.0076',
      'IMG.0108',
      'IMG.0177',
      ...Array.from({ length: 4 }, () => 'IMG.0027'),
    ]);
    assert.equal(job.status, 'FAIL');
    assert.equal(job.error_code, 'IMG.0076');
    assert.match(job.fail_reason ?? '', /cannot be offered to itself/);
    const again = await carryOut(owner, 'POST', { images, projects: [member.project.id] });
    assert.deepEqual(codesOf(again), ['IMG.0105', 'success']);
  });

  test('of withdrawals tells of what failed only', async (t) => {
    const { owner, member, images, carryOut } = await setUp(t);
    const projects = [member.project.id];
    await carryOut(owner, 'POST', { images: [images[0]], projects });
    const job = await carryOut(owner, 'DELETE', { images, projects });
    assert.deepEqual([job.status, job.error_code], ['FAIL', 'IMG.0114']);
    assert.deepEqual(
      job.entities.results.map((row) => [row.image_id, row.status, row.error_code]),
      [[images[1], 'failed', 'IMG.0114']],
    );
  });

  test('says by its code why an image cannot be shared', async (t) => {
    const { service, owner, member, images, carryOut, codesOf } = await setUp(t, 4, {
      membersPerImage: 0,
    });
    const { context } = service;
    const admin = await service.person({ role: 'admin' });
    const [full = '', open = '', encrypted = '', off = ''] = images;
    await updateImage(context, admin.actor, open, [{ set: { visibility: 'public' } }]);
    await sql`update images set encrypted = true where id = ${encrypted}`.execute(context.db);
    await sql`update images set status = 'deactivated' where id = ${off}`.execute(context.db);
    const queued = await plantImages(context, 1, { owner, bytes: null });
    const body = {
      images: [full, open, encrypted, off, ...queued],
      projects: [member.project.id],
    };
    const codes = ['IMG.0088', 'IMG.0089', 'IMG.0098', 'IMG.0046', 'IMG.0046'];
    assert.deepEqual(codesOf(await carryOut(owner, 'POST', body)), codes);
    // A stranger sees the public one only.
    const strange = await carryOut(member, 'POST', { ...body, projects: [owner.project.id] });
    assert.deepEqual(codesOf(strange), [
      'IMG.0027',
      'IMG.0047',
      'IMG.0027',
      'IMG.0027',
      'IMG.0027',
    ]);
  });

  test('of answers is refused for what is not offered, and for one’s own images', async (t) => {
    const { owner, member, answer, codesOf, images, carryOut } = await setUp(t, 1);
    assert.deepEqual(codesOf(await answer(member, 'accepted')), ['IMG.0027']);
    assert.deepEqual(codesOf(await answer(owner, 'accepted')), ['IMG.0026']);
    await carryOut(owner, 'POST', { images, projects: [member.project.id] });
    const foreign = await carryOut(member, 'DELETE', { images, projects: [member.project.id] });
    assert.deepEqual(foreign.error_code, 'IMG.0106');
  });

  test('names each pair once, whatever is named twice', async (t) => {
    const { owner, member, images, carryOut } = await setUp(t, 1);
    const [image = ''] = images;
    const projects = [member.project.id, member.project.id];
    const job = await carryOut(owner, 'POST', { images: [image, image.toUpperCase()], projects });
    assert.equal(job.status, 'SUCCESS');
    assert.equal(job.entities.results.length, 1);
  });
});

describe('a request is refused at once', () => {
  test('when it is of no shape that is known', async (t) => {
    const { owner, member, images, refusal } = await setUp(t, 1);
    const projects = [member.project.id];
    const put = { images, project_id: owner.project.id, status: 'accepted' };
    const { project_id: _id, ...unnamed } = put;
    const bad: readonly (readonly [string, object | undefined, string])[] = [
      ['POST', undefined, 'IMG.0007'],
      ['PUT', undefined, 'IMG.0007'],
      ['DELETE', undefined, 'IMG.0007'],
      ['POST', {}, 'IMG.0001'],
      ['POST', { images }, 'IMG.0001'],
      ['POST', { images: [], projects }, 'IMG.0001'],
      ['POST', { images: images[0], projects }, 'IMG.0001'],
      ['DELETE', { images: [1], projects }, 'IMG.0001'],
      ['PUT', { ...put, status: 'pending' }, 'IMG.0001'],
      ['PUT', unnamed, 'IMG.0001'],
      ['POST', { images, domains: [newHexId()] }, 'IMG.0105'],
      ['POST', { images, projects, organizations: ['organizations::o'] }, 'IMG.0105'],
    ];
    for (const [method, body, code] of bad) {
      const said = `${method} ${JSON.stringify(body)}`;
      assert.equal(await refusal(owner, method, body), `400 ${code}`, said);
    }
  });

  test('when it names more images or projects than are carried out at once', async (t) => {
    const { owner, refusal } = await setUp(t, 1, { imagesPerBatch: 2, projectsPerBatch: 1 });
    const ids = (count: number): string[] => Array.from({ length: count }, newHexId);
    const status = 'accepted';
    const put = { images: ids(3), project_id: owner.project.id, status };
    assert.equal(await refusal(owner, 'PUT', put), '400 IMG.0001');
    for (const method of ['POST', 'DELETE']) {
      const many = await refusal(owner, method, { images: ids(3), projects: ids(1) });
      assert.equal(many, '400 IMG.0001');
      const tooMany = await refusal(owner, method, { images: ids(1), projects: ids(2) });
      assert.equal(tooMany, '400 IMG.0001');
    }
  });

  test('when it answers for another project, but for an administrator’s', async (t) => {
    const { service, owner, member, images, refusal, carryOut } = await setUp(t);
    const admin = await service.person({ role: 'admin' });
    await carryOut(owner, 'POST', { images, projects: [member.project.id] });
    const body = { images, project_id: member.project.id, status: 'accepted' };
    assert.equal(await refusal(owner, 'PUT', body), '400 IMG.0030');
    assert.equal((await carryOut(admin, 'PUT', body)).status, 'SUCCESS');
  });

  test('when the role does not allow it', async (t) => {
    const { service, owner, images, refusal } = await setUp(t, 1);
    const reader = await service.person({ project: owner.project, role: 'reader' });
    const body = { images, projects: [newHexId()] };
    assert.equal(await refusal(reader, 'POST', body), '403 IMG.0026');
  });
});

describe('members', () => {
  interface Page {
    readonly members: readonly Readonly<Record<string, string>>[];
    readonly schema: string;
    readonly page_info: { readonly next_marker: string | null; readonly current_count: number };
  }

  test('are listed page by page', async (t) => {
    const { service, owner, images, ask, carryOut } = await setUp(t, 1);
    const path = `/v1/${owner.project.id}/cloudimages/${images[0]}/members`;
    const empty = await ask(owner, 'GET', path);
    assert.deepEqual([empty.status, (empty.body as Page).members], [200, []]);
    const people = await Promise.all(Array.from({ length: 5 }, () => service.person()));
    const projects = people.map(({ project }) => project.id);
    await carryOut(owner, 'POST', { images, projects });
    const found: (string | undefined)[] = [];
    const counts: number[] = [];
    let marker: string | null = '';
    while (marker !== null) {
      const query = `?limit=2&marker=${encodeURIComponent(marker)}`;
      const page = (await ask(owner, 'GET', path + query)).body as Page;
      found.push(...page.members.map((each) => each['member_id']));
      counts.push(page.page_info.current_count);
      marker = page.page_info.next_marker;
    }
    assert.deepEqual(found, projects.toSorted());
    assert.deepEqual(counts, [2, 2, 1]);
    for (const query of ['limit=0', 'limit=1001', 'limit=x', 'marker=!', 'marker=AA==']) {
      const { status, body } = await ask(owner, 'GET', `${path}?${query}`);
      assert.equal(`${status} ${codeOf(body)}`, '400 IMG.0001', query);
    }
  });

  test('are shown to the owner, and each to itself', async (t) => {
    const { service, owner, member, images, ask, carryOut } = await setUp(t, 1);
    const other = await service.person();
    const projects = [member.project.id, other.project.id];
    await carryOut(owner, 'POST', { images, projects });
    const pathOf = (by: Person): string => `/v1/${by.project.id}/cloudimages/${images[0]}/members`;
    const shown = await ask(member, 'GET', `${pathOf(member)}/${projects[0]}`);
    const { created_at, updated_at, ...rest } = shown.body as Record<string, string>;
    assert.deepEqual(rest, {
      member_id: member.project.id,
      member_type: 'project',
      image_id: images[0],
      status: 'pending',
      schema: '/v2/schemas/member',
    });
    assert.match(created_at ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(updated_at, created_at);
    const { body: page } = await ask(member, 'GET', pathOf(member));
    assert.deepEqual(page, {
      members: [shown.body],
      schema: '/v2/schemas/members',
      page_info: { next_marker: null, current_count: 1 },
    });
    const foreign = await ask(member, 'GET', `${pathOf(member)}/${projects[1]}`);
    assert.equal(codeOf(foreign.body), 'IMG.0114');
    const stranger = await service.person();
    const unseen = await ask(stranger, 'GET', pathOf(stranger));
    assert.equal(codeOf(unseen.body), 'IMG.0027');
    const mismatch = await ask(stranger, 'GET', pathOf(owner));
    assert.equal(codeOf(mismatch.body), 'IMG.0030');
  });
});

test('the SDK offers, accepts, looks, and withdraws with access keys', async (t) => {
  const { service, owner, member, images } = await setUp(t);
  const clientOf = async ({ actor, project }: Person) => {
    const made = await createAccessKey(service.context, actor, { userId: actor.userId });
    const key = { id: made.accessKey.id, secret: made.secret };
    const client = sdkClient(service.url, key, project.id);
    const send = async (method: string, url: string, data?: object): Promise<unknown> =>
      await sdkSend(client, { method, url, ...(data === undefined ? {} : { data }) });
    const carryOut = async (method: string, data: object): Promise<Job> => {
      const { job_id } = (await send(method, batch, data)) as { job_id: string };
      await service.runJobs();
      return (await send('GET', `/v1/${project.id}/jobs/${job_id}`)) as Job;
    };
    return { send, carryOut };
  };
  const sender = await clientOf(owner);
  const recipient = await clientOf(member);
  const pairs = { images, projects: [member.project.id] };
  const answer = { images, project_id: member.project.id, status: 'accepted' };
  assert.equal((await sender.carryOut('POST', pairs)).status, 'SUCCESS');
  assert.equal((await recipient.carryOut('PUT', answer)).status, 'SUCCESS');
  const page = await sender.send('GET', `/v1/${owner.project.id}/cloudimages/${images[0]}/members`);
  const { members } = page as { members: { status: string }[] };
  assert.deepEqual(
    members.map(({ status }) => status),
    ['accepted'],
  );
  assert.equal((await sender.carryOut('DELETE', pairs)).status, 'SUCCESS');
  await assert.rejects(sender.send('POST', batch, { images }), {
    httpStatusCode: 400,
    errorCode: 'IMG.0001',
  });
});
