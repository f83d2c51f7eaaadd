import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import { deleteImage } from '../../../domain/images/delete-image.ts';
import { plantImages } from '../../../domain/images/replicas.fixture.ts';
import { updateImage } from '../../../domain/images/update-image.ts';
import { shareImages } from '../../../domain/sharing/share-images.ts';
import { ownOffer } from '../../../domain/sharing/member.ts';
import { withdrawShares } from '../../../domain/sharing/withdraw-shares.ts';
import type { ImageCounts } from '../images/schema.ts';
import { inProject } from '../wire.fixture.ts';
import type { AnswerResults, OfferPage, UndoResults } from './schema.ts';

const bytes = Buffer.from('offered');

async function setUp(t: TestContext, count: number) {
  const service = await testService(t);
  const { context, url } = service;
  const [owner, member] = [await service.person(), await service.person()];
  const images = await plantImages(context, count, { owner, bytes });
  const projectIds = [member.project.id];
  for (const imageId of images) {
    const message = `take ${imageId}`;
    const offer = { imageIds: [imageId], projectIds, options: ownOffer, message };
    await shareImages(context, owner.actor, offer);
  }
  const ask = async (method: string, path: string, body?: object) =>
    (await inProject(url, member, method, path, body)).body;
  return {
    service,
    context,
    owner,
    member,
    images,
    ask,
    offers: async (query = '') => (await ask('GET', `/offers${query}`)) as OfferPage,
    answer: async (imageIds: readonly string[], answer: 'accepted' | 'rejected') =>
      ((await ask('POST', '/answers', { imageIds, answer })) as AnswerResults).results,
    undo: async (...answerIds: (string | undefined)[]) =>
      ((await ask('POST', '/answers/undo', { answerIds })) as UndoResults).results,
    counts: async () => (await ask('GET', '/images/counts')) as ImageCounts,
  };
}

test('offers come newest first, page by page, with the words of their sender', async (t) => {
  const { owner, images, offers } = await setUp(t, 3);
  const first = await offers('?limit=2');
  assert.deepEqual(
    first.items.map((offer) => offer.image.id),
    images.toReversed().slice(0, 2),
  );
  const [newest] = first.items;
  assert.ok(newest);
  assert.equal(newest.message, `take ${newest.image.id}`);
  assert.equal(newest.sender.id, owner.project.id);
  assert.equal(newest.sender.name, owner.project.name);
  assert.equal(newest.sender.accountName, owner.project.domainName);
  assert.equal(newest.answeredAt, null);
  assert.equal(newest.firstTime, true);
  const rest = await offers(`?limit=2&cursor=${first.nextCursor}`);
  assert.deepEqual(
    rest.items.map((offer) => offer.image.id),
    images.slice(0, 1),
  );
  assert.equal(rest.nextCursor, null);
});

test('an offer shows what can be done with it: take it, leave it, and nothing else yet', async (t) => {
  const { offers } = await setUp(t, 1);
  assert.deepEqual((await offers()).items[0]?.image.can, {
    edit: 'image.not-owner',
    delete: 'image.not-owner',
    upload: 'image.not-owner',
    download: 'image.not-accepted',
    share: 'member.add.refused',
    accept: true,
    reject: true,
    deactivate: 'image.not-owner',
    reactivate: 'image.not-owner',
    copy: 'image.not-accepted',
    copyToRegion: 'image.not-owner',
    createServer: 'image.not-accepted',
    changeOs: 'image.not-accepted',
    createDisk: 'image.not-accepted',
  });
});

test('answers move offers between the lists, each with an outcome of its own', async (t) => {
  const { images, offers, answer, counts } = await setUp(t, 3);
  const [one = '', two = '', three = ''] = images;
  const unknown = crypto.randomUUID();
  const accepted = await answer([one, unknown], 'accepted');
  assert.equal(accepted[0]?.status, 'accepted');
  assert.equal(accepted[0]?.was, 'pending');
  assert.match(accepted[0]?.answerId ?? '', /^[0-9]+$/);
  assert.equal(accepted[1]?.problem?.code, 'image.not-found');
  assert.equal((await answer([two], 'rejected'))[0]?.status, 'rejected');
  const [again] = await answer([two], 'rejected');
  assert.equal(again?.answerId, undefined);
  assert.deepEqual(
    (await offers()).items.map(({ image, firstTime }) => [image.id, firstTime]),
    [[three, false]],
  );
  assert.deepEqual(
    (await offers('?status=rejected')).items.map((offer) => offer.image.id),
    [two],
  );
  const { own, shared, pending, rejected } = await counts();
  assert.deepEqual(
    { own, shared, pending, rejected },
    { own: 0, shared: 1, pending: 1, rejected: 1 },
  );
});

test('offers are found by a part of the name of the image', async (t) => {
  const { context, owner, images, offers } = await setUp(t, 2);
  const [one = ''] = images;
  await updateImage(context, owner.actor, one, [{ set: { name: 'Golden_100%' } }]);
  const found = async (search: string): Promise<number> =>
    (await offers(`?search=${encodeURIComponent(search)}`)).items.length;
  assert.equal(await found('golden'), 1);
  assert.equal(await found('0%'), 1);
  assert.equal(await found('%'), 1);
  assert.equal(await found('n_1'), 1);
  assert.equal(await found('_'), 1);
  assert.equal(await found(one), 1);
  assert.equal(await found('silver'), 0);
});

test('an answer is taken back to what was before, pending too', async (t) => {
  const { images, answer, undo, counts } = await setUp(t, 2);
  const [one = '', two = ''] = images;
  const [first] = await answer([one], 'accepted');
  const [second] = await answer([one], 'rejected');
  const [other] = await answer([two], 'rejected');
  const undone = await undo(second?.answerId, other?.answerId);
  assert.deepEqual(
    undone.map(({ imageId, status, was }) => [imageId, was, status]),
    [
      [one, 'rejected', 'accepted'],
      [two, 'rejected', 'pending'],
    ],
  );
  const { shared, pending, rejected } = await counts();
  assert.deepEqual({ shared, pending, rejected }, { shared: 1, pending: 1, rejected: 0 });
  const [late] = await undo(first?.answerId);
  assert.equal(late?.problem?.code, 'answer.changed-since');
});

test('an answer is not taken back once the offer is another, or gone', async (t) => {
  const { context, owner, member, images, answer, undo } = await setUp(t, 4);
  const [withdrawn = '', offeredAgain = '', hidden = '', deleted = ''] = images;
  const answers = await answer(images, 'accepted');
  const projectIds = [member.project.id];
  await withdrawShares(context, owner.actor, { imageIds: [withdrawn, offeredAgain], projectIds });
  const offer = { imageIds: [offeredAgain], projectIds, options: ownOffer };
  await shareImages(context, owner.actor, offer);
  for (const visibility of ['private', 'shared'] as const) {
    await updateImage(context, owner.actor, hidden, [{ set: { visibility } }]);
  }
  await deleteImage(context, owner.actor, deleted);
  const outcomes = await undo(...answers.map((each) => each.answerId));
  assert.deepEqual(
    outcomes.map(({ problem }) => problem?.code),
    ['image.not-found', 'answer.changed-since', 'answer.changed-since', 'image.not-found'],
  );
});

test("another project's answers are not to be taken back", async (t) => {
  const { service, images, answer } = await setUp(t, 1);
  const [accepted] = await answer(images, 'accepted');
  const stranger = await service.person();
  const { body } = await inProject(service.url, stranger, 'POST', '/answers/undo', {
    answerIds: [accepted?.answerId],
  });
  assert.deepEqual(
    (body as UndoResults).results.map(({ imageId, problem }) => [imageId, problem?.code]),
    [[null, 'answer.not-found']],
  );
});
