import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import { newHexId } from '../../../lib/ids.ts';
import { plantImages } from '../../../domain/images/replicas.fixture.ts';
import { inProject } from '../wire.fixture.ts';
import type { Members, OfferPage, ShareResults, WithdrawalResults } from './schema.ts';

async function setUp(t: TestContext, count: number) {
  const service = await testService(t);
  const [owner, member] = [await service.person(), await service.person()];
  const imageIds = await plantImages(service.context, count, { owner, bytes: Buffer.from('sent') });
  const ask = async (method: string, path: string, body?: object) =>
    await inProject(service.url, owner, method, path, body);
  const offers = async () =>
    ((await inProject(service.url, member, 'GET', '/offers')).body as OfferPage).items;
  return { service, owner, member, imageIds, ask, offers };
}

test('images are offered with a message, and each pair says what became of it', async (t) => {
  const { owner, member, imageIds, ask, offers } = await setUp(t, 2);
  const unknown = newHexId();
  const projectIds = [member.project.id, owner.project.id, unknown];
  const { body } = await ask('POST', '/shares', { imageIds, projectIds, message: 'have a look' });
  const { results } = body as ShareResults;
  assert.deepEqual(
    results.map(({ imageId, projectId, member: made, problem }) => [
      imageId,
      projectId,
      made?.status ?? problem?.code,
    ]),
    imageIds.flatMap((imageId) => [
      [imageId, member.project.id, 'pending'],
      [imageId, owner.project.id, 'member.self'],
      [imageId, unknown, 'member.unknown-project'],
    ]),
  );
  assert.deepEqual(
    (await offers()).map(({ message }) => message),
    ['have a look', 'have a look'],
  );
  const { items } = (await ask('GET', `/images/${imageIds[0]}/members`)).body as Members;
  assert.deepEqual(
    items.map(({ project, status }) => [project.name, status]),
    [[member.project.name, 'pending']],
  );
});

test('offers are taken back from some projects, or from all members', async (t) => {
  const { member, imageIds, ask, offers } = await setUp(t, 3);
  await ask('POST', '/shares', { imageIds, projectIds: [member.project.id] });
  const [first = '', ...others] = imageIds;
  const withdraw = async (body: object) =>
    ((await ask('POST', '/withdrawals', body)).body as WithdrawalResults).results;
  const projectIds = [member.project.id];
  assert.deepEqual(await withdraw({ imageIds: [first], projectIds }), [
    { imageId: first, projectId: member.project.id },
  ]);
  const [again] = await withdraw({ imageIds: [first], projectIds });
  assert.equal(again?.problem?.code, 'member.not-found');
  assert.equal((await offers()).length, 2);
  assert.equal((await withdraw({ imageIds: others })).length, 2);
  assert.equal((await offers()).length, 0);
});
