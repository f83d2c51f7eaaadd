import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import type { Person } from '../../../test/support/person.ts';
import { testService } from '../../../test/support/test-service.ts';
import type { Role } from '../actor.ts';
import type { Context } from '../context.ts';
import { grantRole } from '../identity/assignments/grant-role.ts';
import { createProject } from '../identity/projects/create-project.ts';
import { deleteProject } from '../identity/projects/delete-project.ts';
import { selectRoles } from '../identity/roles/queries.ts';
import { deleteImage } from './delete-image.ts';
import { duplicateImage, type Duplication } from './duplicate-image.ts';
import { findImage } from './find-image.ts';
import type { MemberStatus } from './image.ts';
import { registerLimit } from './quotas/limits.fixture.ts';
import { openBytes } from './read-bytes.ts';
import { plantImages } from './replicas.fixture.ts';

const bytes = Buffer.from('copied');

async function setUp(t: TestContext) {
  const service = await testService(t, { copySizeCap: bytes.length });
  const { context } = service;
  const owner = await service.person();
  const [imageId = ''] = await plantImages(context, 1, { owner, bytes });
  const change = async (set: string): Promise<void> => {
    await sql`update images set ${sql.raw(set)} where id = ${imageId}`.execute(context.db);
  };
  const copy = async (by: Person, to: Duplication['to'] = null, name = 'copy_raced') =>
    await duplicateImage(context, by.actor, { imageId, name, properties: {}, to });
  /** Somebody to whom the image is offered, and who has answered so. */
  const member = async (status: MemberStatus): Promise<Person> => {
    const person = await service.person();
    await sql`
      insert into members (image_id, project_id, status, image_created_at, image_name)
      select id, ${person.project.id}, ${status}, created_at, name from images where id = ${imageId}`.execute(
      context.db,
    );
    return person;
  };
  /** Another project of a person's account, in which it has a role. */
  const joined = async (person: Person, regionId: string, name: string, role: Role = 'member') => {
    const { domainId } = person.project;
    const project = await createProject(context, null, { domainId, name, regionId });
    const [found] = await selectRoles(context.db, { name: role });
    await grantRole(context, null, {
      userId: person.actor.userId,
      roleId: found?.id ?? assert.fail(),
      target: { kind: 'project', id: project.id },
    });
    return project;
  };
  return { service, context, owner, imageId, change, copy, member, joined };
}

/** What a statement finds in the trail, or among the notices. */
async function rowsOf({ db }: Context, text: string): Promise<unknown[]> {
  return (await sql.raw(text).execute(db)).rows;
}

test('a copy is an own private image with the bytes and facts of its source, and without its tags', async (t) => {
  const { context, owner, imageId, change, member } = await setUp(t);
  await change(
    `min_disk = 3, min_ram = 64, tags = '{golden}', protected = true, hidden = true, virtual_size = 10, detected_format = 'raw',
     properties = '{"os_distro":"debian","description":"theirs","__description":"theirs","enterprise_project_id":"theirs"}'`,
  );
  const recipient = await member('accepted');
  const source = await findImage(context, context.db, owner.actor, imageId, 'image.show');
  const copy = await duplicateImage(context, recipient.actor, {
    imageId,
    name: 'mine',
    properties: { description: 'my own' },
    to: null,
  });
  assert.deepEqual(copy, {
    ...copy,
    owner: recipient.project.id,
    regionId: 'RegionOne',
    kind: 'data',
    name: 'mine',
    status: 'active',
    visibility: 'private',
    diskFormat: 'raw',
    containerFormat: 'bare',
    minDisk: 3,
    minRam: 64,
    protected: false,
    hidden: false,
    blob: source.blob,
    stores: ['default'],
    size: bytes.length,
    virtualSize: 10,
    checksum: source.checksum,
    detectedFormat: 'raw',
    encrypted: false,
    properties: { os_distro: 'debian', description: 'my own' },
    tags: [],
    origin: { imageId, name: 'raced', projectId: owner.project.id },
  });
  assert.notEqual(copy.id, imageId);
});

test('a copy outlives its source, with its bytes and its origin', async (t) => {
  const { context, owner, imageId, change, copy, member, service } = await setUp(t);
  const recipient = await member('accepted');
  const { id } = await copy(recipient);
  await change(`name = 'renamed'`);
  await deleteImage(context, owner.actor, imageId);
  await service.runJobs();
  const { image, blob } = await openBytes(context, recipient.actor, id);
  assert.deepEqual(await blob?.handle.readFile(), bytes);
  await blob?.close();
  assert.deepEqual(image.origin, { imageId, name: 'raced', projectId: owner.project.id });
  await deleteImage(context, recipient.actor, id);
});

test('the trail has the new image with its source, and nobody is told', async (t) => {
  const { context, owner, imageId, copy, member } = await setUp(t);
  const recipient = await member('accepted');
  const { id } = await copy(recipient);
  const events = await rowsOf(
    context,
    "select action, noun_id, project_id, actor_project_id, acted_for_project_id, before, after -> 'origin' as origin from events where action like 'image.%'",
  );
  assert.deepEqual(events, [
    {
      action: 'image.duplicate',
      noun_id: id,
      project_id: recipient.project.id,
      actor_project_id: recipient.project.id,
      acted_for_project_id: null,
      before: null,
      origin: { imageId, name: 'raced', projectId: owner.project.id },
    },
  ]);
  assert.deepEqual(await rowsOf(context, 'select kind from notices'), []);
});

test('its owner and those who have accepted it may copy an image, nobody else', async (t) => {
  const world = await setUp(t);
  const { context, copy, member, owner } = world;
  const refusals = async (person: Person): Promise<string> =>
    await copy(person).then(
      () => 'done',
      ({ code }: { code: string }) => code,
    );
  assert.equal(await refusals(owner), 'done');
  assert.equal(await refusals(await member('accepted')), 'done');
  assert.equal(await refusals(await member('pending')), 'image.not-accepted');
  assert.equal(await refusals(await member('rejected')), 'image.not-accepted');
  assert.equal(await refusals(await world.service.person()), 'image.not-found');
  assert.equal(
    await refusals(await world.service.person({ region: 'RegionTwo' })),
    'image.not-found',
  );
  const reader = await world.service.person({ role: 'reader', project: owner.project });
  assert.equal(await refusals(reader), 'image.duplicate.refused');
  await world.change(`visibility = 'public'`);
  assert.equal(await refusals(await world.service.person()), 'image.not-owner');
  const { rows } = await sql`select from images`.execute(context.db);
  assert.equal(rows.length, 3);
});

test('consent as in Glance lets those copy an image who may download it', async (t) => {
  const service = await testService(t, { consent: 'glance' });
  const [owner, recipient] = [await service.person(), await service.person()];
  const [imageId = ''] = await plantImages(service.context, 1, {
    owner,
    bytes,
    pending: [recipient],
  });
  const order = { imageId, name: 'mine', properties: {}, to: null };
  assert.equal((await duplicateImage(service.context, recipient.actor, order)).status, 'active');
});

test("an administrator copies what is another's, and the owner's trail has it", async (t) => {
  const { context, copy, imageId, owner, service } = await setUp(t);
  const admin = await service.person({ role: 'admin' });
  const { owner: projectId } = await copy(admin);
  assert.equal(projectId, admin.project.id);
  const events = await rowsOf(
    context,
    `select noun_id, acted_for_project_id from events where action = 'image.download'`,
  );
  assert.deepEqual(events, [{ noun_id: imageId, acted_for_project_id: owner.project.id }]);
});

const unfit: readonly (readonly [set: string, code: string, toRegion: string])[] = [
  [`kind = 'server'`, 'image.duplicate.server', 'image.duplicate.server'],
  [`kind = 'iso'`, 'image.duplicate.iso', 'image.duplicate.iso'],
  ['encrypted = true', 'image.duplicate.encrypted', 'image.duplicate-to-region.encrypted'],
  [
    `properties = '{"__system__cmkid":"k"}'`,
    'image.duplicate.encrypted',
    'image.duplicate-to-region.encrypted',
  ],
  [`status = 'deactivated'`, 'image.duplicate.not-active', 'image.duplicate.not-active'],
  ['size = 7', 'image.duplicate.too-large', 'image.duplicate-to-region.too-large'],
];

for (const [set, code, toRegion] of unfit) {
  test(`an image with ${set} is not copied`, async (t) => {
    const { change, copy, joined, owner } = await setUp(t);
    const { id: projectId } = await joined(owner, 'RegionTwo', 'there');
    await change(set);
    await assert.rejects(copy(owner), { code });
    await assert.rejects(copy(owner, { projectId }), { code: toRegion });
  });
}

test('a copy counts against the quotas of its project, in images and in bytes', async (t) => {
  for (const [quota, limit] of [
    ['image_count_total', 1],
    ['image_size_total', 0],
  ] as const) {
    const { context, copy, member } = await setUp(t);
    const recipient = await member('accepted');
    await registerLimit(context, quota, limit);
    if (limit > 0) await copy(recipient);
    await assert.rejects(copy(recipient), { code: 'image.over-quota' });
  }
});

test('a copy keeps the rules of names', async (t) => {
  const { copy, owner } = await setUp(t);
  await assert.rejects(copy(owner, null, 'x'.repeat(256)), { code: 'image.invalid' });
});

test('its owner copies an image to a project of the account in another region', async (t) => {
  const { context, copy, joined, owner, imageId } = await setUp(t);
  const there = await joined(owner, 'RegionTwo', 'there');
  for (const to of [
    { projectId: there.id },
    { regionId: 'RegionTwo' },
    { regionId: 'RegionTwo', projectName: 'there' },
  ]) {
    const { id, owner: projectId, regionId, origin } = await copy(owner, to);
    assert.deepEqual(
      { projectId, regionId, origin },
      {
        projectId: there.id,
        regionId: 'RegionTwo',
        origin: { imageId, name: 'raced', projectId: owner.project.id },
      },
    );
    const [event] = await rowsOf(
      context,
      `select project_id, actor_project_id, acted_for_project_id from events where noun_id = '${id}'`,
    );
    assert.deepEqual(event, {
      project_id: there.id,
      actor_project_id: owner.project.id,
      acted_for_project_id: null,
    });
  }
});

test('to another region an image is not copied by others, nor to where one has no say', async (t) => {
  const { context, copy, joined, member, owner } = await setUp(t);
  const there = await joined(owner, 'RegionTwo', 'there');
  const refused = async (to: Duplication['to'], code: string, by = owner): Promise<void> => {
    await assert.rejects(copy(by, to), { code }, JSON.stringify(to));
  };
  const recipient = await member('accepted');
  const theirs = await joined(recipient, 'RegionTwo', 'theirs');
  await refused({ projectId: theirs.id }, 'image.not-owner', recipient);
  const no = 'image.duplicate-to-region.no-project';
  // Another account's, one that does not exist, and one in which it may only read.
  await refused({ projectId: theirs.id }, no);
  await refused({ projectId: 'nobody' }, no);
  await refused({ regionId: 'RegionThree' }, no);
  await refused({ regionId: 'RegionTwo', projectName: 'here' }, no);
  const read = await joined(owner, 'RegionTwo', 'read', 'reader');
  await refused({ projectId: read.id }, no);
  const same = 'image.duplicate-to-region.same-region';
  const beside = await joined(owner, 'RegionOne', 'beside');
  await refused({ projectId: beside.id }, same);
  await refused({ projectId: owner.project.id }, same);
  await refused({ regionId: 'RegionOne', projectName: 'no matter' }, same);
  await joined(owner, 'RegionTwo', 'second');
  await refused({ regionId: 'RegionTwo' }, 'image.duplicate-to-region.which-project');
  const restricted = { ...owner, actor: { ...owner.actor, restricted: true } };
  await refused({ projectId: there.id }, 'image.duplicate-to-region.restricted', restricted);
  await deleteProject(context, null, there.id);
  await refused({ projectId: there.id }, no);
});
