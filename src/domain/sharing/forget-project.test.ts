import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { testService, type TestService } from '../../../test/support/test-service.ts';
import { openNotices } from '../events/notices.ts';
import { deleteProject } from '../identity/projects/delete-project.ts';
import { createImage } from '../images/create-image.ts';
import { findImage } from '../images/find-image.ts';
import { updateImage } from '../images/update-image.ts';
import { uploadBytes } from '../images/upload-bytes.ts';
import type { Person } from '../../../test/support/person.ts';
import { forgetProject } from './forget-project.ts';
import { listMembers } from './list-members.ts';
import { shareImages } from './share-images.ts';

const options = { needsActive: false, makesShared: false } as const;

async function* someBytes(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode('bytes of a project that goes');
}

interface World {
  readonly service: TestService;
  readonly owner: Person;
  readonly recipient: Person;
  readonly imageId: string;
}

/** An active image of the owner's, offered to the recipient. */
async function shared(t: TestContext): Promise<World> {
  const service = await testService(t);
  const { context } = service;
  const owner = await service.person();
  const recipient = await service.person();
  const draft = { name: 'golden', diskFormat: 'raw', containerFormat: 'bare' } as const;
  const { id: imageId } = await createImage(context, owner.actor, draft);
  await uploadBytes(context, owner.actor, imageId, someBytes());
  const offer = { imageIds: [imageId], projectIds: [recipient.project.id], options };
  await shareImages(context, owner.actor, offer);
  return { service, owner, recipient, imageId };
}

async function noticesOf({ context }: TestService, person: Person) {
  const notices = await openNotices(context.db, person.project.id, 1000);
  return notices.map(({ kind, imageId, detail }) => ({ kind, imageId, ...detail }));
}

test("a deleted project's images go, protected ones too, and their members are told", async (t) => {
  const { service, owner, recipient, imageId } = await shared(t);
  const { context } = service;
  await updateImage(context, owner.actor, imageId, [{ set: { protected: true } }]);
  await deleteProject(context, null, owner.project.id);
  await service.runJobs();
  const [notice] = await noticesOf(service, recipient);
  assert.deepEqual(notice, {
    kind: 'image-deleted',
    imageId,
    imageName: 'golden',
    otherProjectId: owner.project.id,
  });
  await assert.rejects(findImage(context, context.db, recipient.actor, imageId, 'image.show'), {
    kind: 'notFound',
  });
});

test('the bytes of a deleted project are gone after its jobs', async (t) => {
  const { service, owner } = await shared(t);
  await deleteProject(service.context, null, owner.project.id);
  await service.runJobs();
  const rows = await service.context.db.selectFrom('blobs').select('digest').execute();
  assert.deepEqual(rows, []);
});

test('a deleted project is a member of nothing, and the owners are told', async (t) => {
  const { service, owner, recipient, imageId } = await shared(t);
  await deleteProject(service.context, null, recipient.project.id);
  await service.runJobs();
  assert.deepEqual(await listMembers(service.context, owner.actor, imageId), []);
  assert.deepEqual(await noticesOf(service, owner), [
    {
      kind: 'member-gone',
      imageId,
      imageName: 'golden',
      otherProjectId: recipient.project.id,
    },
  ]);
});

test('what the service does for a deleted project is in the audit trail, by nobody', async (t) => {
  const { service, recipient, imageId } = await shared(t);
  await deleteProject(service.context, null, recipient.project.id);
  await service.runJobs();
  const event = await service.context.db
    .selectFrom('events')
    .select(['action', 'actor_user_id', 'before'])
    .where('noun_id', '=', imageId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  assert.deepEqual(event, {
    action: 'member.remove',
    actor_user_id: null,
    before: { member: recipient.project.id, status: 'pending' },
  });
});

test('doing it again tells nobody anything', async (t) => {
  const { service, owner, recipient } = await shared(t);
  await deleteProject(service.context, null, recipient.project.id);
  await service.runJobs();
  await forgetProject(service.context, recipient.project.id);
  assert.equal((await noticesOf(service, owner)).length, 1);
});

test('a project of many images and many memberships is forgotten whole', async (t) => {
  const service = await testService(t);
  const { context } = service;
  const owner = await service.person();
  const recipient = await service.person();
  const imageIds: string[] = [];
  for (let index = 0; index < 130; index += 1) {
    imageIds.push((await createImage(context, owner.actor, {})).id);
  }
  const offer = { imageIds, projectIds: [recipient.project.id], options };
  await shareImages(context, owner.actor, offer);
  await deleteProject(context, null, recipient.project.id);
  await service.runJobs();
  const members = await context.db.selectFrom('members').selectAll().execute();
  assert.deepEqual(members, []);
  await deleteProject(context, null, owner.project.id);
  await service.runJobs();
  const left = await context.db
    .selectFrom('images')
    .select('id')
    .where('status', '<>', 'deleted')
    .execute();
  assert.deepEqual(left, []);
});
