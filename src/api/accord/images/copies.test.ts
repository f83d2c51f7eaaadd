import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testService } from '../../../../test/support/test-service.ts';
import { plantImages } from '../../../domain/images/replicas.fixture.ts';
import { inProject } from '../wire.fixture.ts';
import type { Image, ImageCopy } from './schema.ts';

const bytes = Buffer.from('copied');

test('a copy is answered with where it is, and shows where it comes from', async (t) => {
  const service = await testService(t);
  const { context, url } = service;
  const owner = await service.person();
  const [id = ''] = await plantImages(context, 1, { owner, bytes });
  const answer = await inProject(url, owner, 'POST', `/images/${id}/copies`, {
    name: 'copy_raced',
    description: 'mine',
  });
  assert.equal(answer.status, 201);
  const copy = answer.body as ImageCopy;
  assert.deepEqual(copy, {
    imageId: copy.imageId,
    name: 'copy_raced',
    projectId: owner.project.id,
    regionId: 'RegionOne',
  });
  // Also after the source has gone.
  assert.equal((await inProject(url, owner, 'DELETE', `/images/${id}`)).status, 204);
  const image = (await inProject(url, owner, 'GET', `/images/${copy.imageId}`)).body as Image;
  assert.equal(image.description, 'mine');
  assert.deepEqual(image.origin, {
    imageId: id,
    name: 'raced',
    owner: {
      id: owner.project.id,
      name: owner.project.name,
      accountId: owner.project.domainId,
      accountName: owner.project.domainName,
    },
  });
});

test('whether an image can be copied is said beforehand', async (t) => {
  const service = await testService(t, { copySizeCap: bytes.length });
  const { context, url } = service;
  const [owner, member] = [await service.person(), await service.person()];
  const [id = ''] = await plantImages(context, 1, { owner, bytes, pending: [member] });
  const can = async (who: typeof owner) => {
    const { copy, copyToRegion } = (
      (await inProject(url, who, 'GET', `/images/${id}`)).body as Image
    ).can;
    return { copy, copyToRegion };
  };
  assert.deepEqual(await can(owner), { copy: true, copyToRegion: true });
  assert.deepEqual(await can(member), {
    copy: 'image.not-accepted',
    copyToRegion: 'image.not-owner',
  });
  await sql`update members set status = 'accepted'`.execute(context.db);
  assert.deepEqual(await can(member), { copy: true, copyToRegion: 'image.not-owner' });
  await sql`update images set size = size + 1`.execute(context.db);
  assert.deepEqual(await can(owner), {
    copy: 'image.duplicate.too-large',
    copyToRegion: 'image.duplicate-to-region.too-large',
  });
});

test('a project that is not there, or not in another region, is no target', async (t) => {
  const service = await testService(t);
  const { context, url } = service;
  const owner = await service.person();
  const [id = ''] = await plantImages(context, 1, { owner, bytes });
  for (const [projectId, status, code] of [
    ['nowhere', 404, 'image.duplicate-to-region.no-project'],
    [owner.project.id, 400, 'image.duplicate-to-region.same-region'],
  ] as const) {
    const body = { name: 'x', projectId };
    const answer = await inProject(url, owner, 'POST', `/images/${id}/copies`, body);
    assert.equal(answer.status, status);
    assert.equal((answer.body as { code: string }).code, code);
  }
});
