import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import { plantImages } from '../../../domain/images/replicas.fixture.ts';
import { updateImage } from '../../../domain/images/update-image.ts';
import { ownOffer } from '../../../domain/sharing/member.ts';
import { shareImages } from '../../../domain/sharing/share-images.ts';
import { withdrawShares } from '../../../domain/sharing/withdraw-shares.ts';
import { answerShares } from '../../../domain/sharing/answer-shares.ts';
import { createDisks } from '../../../domain/disks/create-disks.ts';
import { addImage, fakeMachines, plain } from '../../../domain/servers/servers.fixture.ts';
import { createServers } from '../../../domain/servers/create-servers.ts';
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

test('who loses an image is told what was made of it', async (t) => {
  const { service, context, owner, imageId } = await fakeMachines(t);
  const member = await service.person();
  const { id: projectId } = member.project;
  const disks = await addImage(context, owner, { kind: 'data' });
  const imageIds = [imageId, disks];
  const offered = { imageIds, projectIds: [projectId] };
  for (const id of imageIds) {
    await updateImage(context, owner.actor, id, [{ set: { visibility: 'shared' } }]);
  }
  await shareImages(context, owner.actor, { ...offered, options: ownOffer });
  await answerShares(context, member.actor, { imageIds, projectId, status: 'accepted' });
  const { serverIds } = await createServers(context, member.actor, plain(imageId));
  const ordered = { name: 'data', imageId: disks };
  const { diskIds } = await createDisks(context, member.actor, ordered);
  await service.runJobs();
  await withdrawShares(context, owner.actor, offered);
  const { body } = await inProject(service.url, member, 'GET', '/notices');
  const affected = new Map(
    (body as NoticePage).items.map((notice) => [
      `${notice.kind} ${notice.imageId}`,
      notice.affected,
    ]),
  );
  assert.deepEqual(affected.get(`withdrawn ${imageId}`), {
    servers: [{ id: serverIds[0], name: 'one' }],
    disks: [],
    more: 0,
  });
  assert.deepEqual(affected.get(`withdrawn ${disks}`), {
    servers: [],
    disks: [{ id: diskIds[0], name: 'data' }],
    more: 0,
  });
  assert.equal(affected.get(`offered ${imageId}`), null);
});
