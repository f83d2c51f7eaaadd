import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import { plantImages } from '../../../domain/images/replicas.fixture.ts';
import { ownOffer } from '../../../domain/sharing/member.ts';
import { shareImages } from '../../../domain/sharing/share-images.ts';
import { withdrawShares } from '../../../domain/sharing/withdraw-shares.ts';
import { inProject } from '../wire.fixture.ts';
import type { NoticePage } from './schema.ts';

test('notices come newest first, page by page, until they are dismissed', async (t) => {
  const service = await testService(t);
  const [owner, member] = [await service.person(), await service.person()];
  const reader = await service.person({ role: 'reader', project: member.project });
  const bytes = Buffer.from('noticed');
  const imageIds = await plantImages(service.context, 3, { owner, bytes });
  const projectIds = [member.project.id];
  await shareImages(service.context, owner.actor, { imageIds, projectIds, options: ownOffer });
  await withdrawShares(service.context, owner.actor, {
    imageIds: imageIds.slice(0, 1),
    projectIds,
  });
  const list = async (query = '') =>
    (await inProject(service.url, reader, 'GET', `/notices${query}`)).body as NoticePage;
  const dismiss = async (path: string, who = member) =>
    (await inProject(service.url, who, 'DELETE', `/notices${path}`)).status;

  const first = await list('?limit=3');
  const rest = await list(`?limit=3&cursor=${first.nextCursor}`);
  assert.deepEqual(
    [...first.items, ...rest.items].map(({ kind, other }) => [kind, other.id, other.name]),
    ['withdrawn', 'offered', 'offered', 'offered'].map((kind) => [
      kind,
      owner.project.id,
      owner.project.name,
    ]),
  );
  assert.equal(rest.nextCursor, null);

  const [newest, second] = first.items;
  assert.equal(await dismiss(`/${newest?.id}`, reader), 403);
  assert.equal(await dismiss(`/${newest?.id}`, owner), 404);
  assert.equal(await dismiss(`/${newest?.id}`), 204);
  assert.equal(await dismiss(`/${newest?.id}`), 404);
  assert.equal((await list()).items.length, 3);
  const [{ id: third } = { id: 0 }] = first.items.slice(2);
  assert.equal(await dismiss(`?through=${third}`), 204);
  assert.deepEqual(
    (await list()).items.map(({ id }) => id),
    [second?.id],
  );
});
