import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import { plantImages } from '../../../domain/images/replicas.fixture.ts';
import { answerShares } from '../../../domain/sharing/answer-shares.ts';
import { ownOffer } from '../../../domain/sharing/member.ts';
import { shareImages } from '../../../domain/sharing/share-images.ts';
import { withdrawShares } from '../../../domain/sharing/withdraw-shares.ts';
import { inProject, ownRequest } from '../wire.fixture.ts';
import type { EventPage } from './schema.ts';

/** Two images are offered, and one of them accepted and then withdrawn. */
async function setUp(t: TestContext) {
  const service = await testService(t);
  const { context, url } = service;
  const [owner, member] = [await service.person(), await service.person()];
  const imageIds = await plantImages(context, 2, { owner, bytes: Buffer.from('told of') });
  const [imageId = ''] = imageIds;
  const projectIds = [member.project.id];
  await shareImages(context, owner.actor, { imageIds, projectIds, options: ownOffer });
  await answerShares(context, member.actor, {
    imageIds: [imageId],
    projectId: member.project.id,
    status: 'accepted',
  });
  await withdrawShares(context, owner.actor, { imageIds: [imageId], projectIds });
  const trailOf = async (person: typeof owner, query: string): Promise<EventPage> =>
    (await inProject(url, person, 'GET', `/events?${query}`)).body as EventPage;
  return { service, url, owner, member, imageId, trailOf };
}

test('a project reads the story of an image, newest first and page by page', async (t) => {
  const { owner, member, imageId, trailOf } = await setUp(t);
  const told = ['member.remove', 'member.accept', 'member.add'];
  const first = await trailOf(member, `imageId=${imageId}&limit=2`);
  const rest = await trailOf(member, `imageId=${imageId}&limit=2&cursor=${first.nextCursor}`);
  const story = [...first.items, ...rest.items];
  assert.deepEqual(
    story.map(({ action }) => action),
    told,
  );
  assert.deepEqual(
    story.map(({ traceName }) => traceName),
    ['deleteMemeber', 'updateMember', 'addMember'],
  );
  assert.equal(rest.nextCursor, null);
  const [withdrawn, accepted] = story;
  assert.deepEqual(
    [withdrawn?.project?.id, withdrawn?.member?.id],
    [owner.project.id, member.project.id],
  );
  assert.equal(accepted?.actor?.userName, member.actor.userName);
  // Who of another project it was is not told.
  assert.deepEqual(
    [withdrawn?.actor?.userName, withdrawn?.actor?.project?.id],
    [null, owner.project.id],
  );
});

test('the trail is narrowed by act, other project and time', async (t) => {
  const { service, owner, member, trailOf } = await setUp(t);
  const stranger = await service.person();
  const offers = await trailOf(owner, `action=member.add&otherProjectId=${member.project.id}`);
  assert.equal(offers.items.length, 2);
  const others = await trailOf(owner, `otherProjectId=${stranger.project.id}`);
  assert.deepEqual(others.items, []);
  const { items } = await trailOf(owner, 'since=2000-01-01T00:00:00.000Z');
  assert.notEqual(items.length, 0);
  assert.deepEqual((await trailOf(owner, 'until=2000-01-01T00:00:00.000Z')).items, []);
});

test('what is the id of no image has no events', async (t) => {
  const { owner, trailOf } = await setUp(t);
  assert.deepEqual((await trailOf(owner, 'imageId=golden')).items, []);
});

test('operators read the trail of all projects, and nobody else does', async (t) => {
  const { service, url, owner, member, imageId } = await setUp(t);
  const operator = await service.person({ role: 'admin' });
  const read = async ({ token }: typeof owner, query: string) =>
    await ownRequest(url, 'GET', `/events?${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  const all = (await read(operator, `imageId=${imageId}`)).body as EventPage;
  assert.deepEqual(
    all.items.map(({ actor }) => actor?.userName),
    [owner, member, owner].map(({ actor }) => actor.userName),
  );
  const { id } = operator.project;
  const own = (await read(operator, `projectId=${id}`)).body as EventPage;
  assert.ok(own.items.every(({ project }) => project?.id === id));
  assert.equal((await read(member, '')).status, 403);
});
