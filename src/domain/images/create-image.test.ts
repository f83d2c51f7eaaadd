import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { testService } from '../../../test/support/test-service.ts';
import type { Actor } from '../actor.ts';
import { createImage } from './create-image.ts';
import { deleteImage } from './delete-image.ts';

test('an image belongs to the project of the token and is in its region', async (t) => {
  const service = await testService(t);
  const { actor, project } = await service.person({ region: 'RegionTwo' });
  const { owner, regionId, status, visibility, kind } = await createImage(
    service.context,
    actor,
    {},
  );
  assert.deepEqual(
    { owner, regionId, status, visibility, kind },
    {
      owner: project.id,
      regionId: 'RegionTwo',
      status: 'queued',
      visibility: 'shared',
      kind: 'system',
    },
  );
});

test('only an administrator makes an image for another project, and only in its region', async (t) => {
  const service = await testService(t);
  const { context } = service;
  const near = await service.person();
  const far = await service.person({ region: 'RegionTwo' });
  const admin = await service.person({ role: 'admin' });
  const mine = { owner: near.project.id };
  await assert.rejects(createImage(context, far.actor, mine), { kind: 'forbidden' });
  assert.equal((await createImage(context, admin.actor, mine)).owner, near.project.id);
  await assert.rejects(createImage(context, admin.actor, { owner: far.project.id }), {
    kind: 'invalid',
  });
});

test('an administrator makes no images with a token of an account or of the system', async (t) => {
  const service = await testService(t);
  const { actor, project } = await service.person({ role: 'admin' });
  const { domainId, domainName } = project;
  for (const scope of [{ kind: 'domain', domainId, domainName }, { kind: 'system' }] as const) {
    const scoped: Actor = { ...actor, scope };
    for (const owner of [{}, { owner: project.id }]) {
      await assert.rejects(createImage(service.context, scoped, owner), { kind: 'forbidden' });
    }
  }
});

test('a reader makes none, and a member none that is public', async (t) => {
  const service = await testService(t);
  const reader = await service.person({ role: 'reader' });
  const member = await service.person();
  await assert.rejects(createImage(service.context, reader.actor, {}), { kind: 'forbidden' });
  await assert.rejects(createImage(service.context, member.actor, { visibility: 'public' }), {
    kind: 'forbidden',
  });
});

test('an id is used once, also by an image that is deleted, however it is written', async (t) => {
  const service = await testService(t);
  const { actor } = await service.person();
  const id = randomUUID();
  await createImage(service.context, actor, { id });
  await assert.rejects(createImage(service.context, actor, { id }), { kind: 'conflict' });
  await deleteImage(service.context, actor, id);
  await assert.rejects(createImage(service.context, actor, { id: id.toUpperCase() }), {
    code: 'image.id-used',
  });
});

test('a full-server image is not made by hand', async (t) => {
  const service = await testService(t);
  const { actor } = await service.person();
  await assert.rejects(createImage(service.context, actor, { kind: 'server' }), {
    kind: 'invalid',
  });
  await assert.rejects(
    createImage(service.context, actor, { properties: { __whole_image: 'true' } }),
    { kind: 'forbidden' },
  );
});
