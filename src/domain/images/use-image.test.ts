// What an image can be used for, by whom, and how it is.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FakeEngine } from '../../drivers/engine/fake-engine.ts';
import { faultOf, plantServer, setUp } from '../disks/disks.fixture.ts';
import { answerShares } from '../sharing/answer-shares.ts';
import { viewImage } from '../sharing/view-images.ts';
import { withdrawAllShares } from '../sharing/withdraw-shares.ts';
import { deleteImage } from './delete-image.ts';
import { leastSizeOf, findUsableImage, type ImageUse } from './use-image.ts';

const engine = async (): Promise<FakeEngine> => new FakeEngine();

describe('an image can be used', () => {
  test('by its owner, by whoever has accepted it, and by everybody when it is public', async (t) => {
    const { context, owner, other, image, offer } = await setUp(t, engine);
    const use = async (imageId: string, { actor } = owner) =>
      await context.db
        .transaction()
        .execute(async (tx) => await findUsableImage(context, tx, actor, imageId, 'create-disk'));
    const imageId = await image();
    const { base, leastSize } = await use(imageId);
    assert.equal(base.format, 'raw');
    assert.equal(leastSize, 1);
    await assert.rejects(use(imageId, other), faultOf('image.not-found'));
    await offer(imageId);
    await assert.rejects(use(imageId, other), faultOf('image.not-accepted'));
    const answer = { imageIds: [imageId], projectId: other.project.id };
    await answerShares(context, other.actor, { ...answer, status: 'accepted' });
    assert.equal((await use(imageId, other)).image.memberStatus, 'accepted');
    assert.equal((await viewImage(context, other.actor, imageId)).can.createDisk, true);
    await answerShares(context, other.actor, { ...answer, status: 'rejected' });
    await assert.rejects(use(imageId, other), faultOf('image.not-accepted'));
    await withdrawAllShares(context, owner.actor, [imageId]);
    await assert.rejects(use(imageId, other), faultOf('image.not-found'));
    const open = await image(undefined, { visibility: 'public' });
    assert.equal((await use(open, other)).image.id, open);
    await assert.rejects(use('no id', other), faultOf('image.not-found'));
  });

  test('no more by those who have something of it, once it is withdrawn or deleted, and they are told so', async (t) => {
    const { context, owner, other, image, offer, make } = await setUp(t, engine);
    const [withDisk, withServer] = [await image(), await image()];
    for (const imageId of [withDisk, withServer]) await offer(imageId, 'accepted');
    await make(other, { imageId: withDisk });
    await plantServer(context, other, withServer);
    await withdrawAllShares(context, owner.actor, [withDisk]);
    await deleteImage(context, owner.actor, withServer);
    for (const imageId of [withDisk, withServer]) {
      await assert.rejects(
        findUsableImage(context, context.db, other.actor, imageId, 'create-disk'),
        faultOf('image.withdrawn'),
      );
      const stranger = { ...owner.actor, scope: { kind: 'unscoped' } } as const;
      await assert.rejects(
        findUsableImage(context, context.db, stranger, imageId, 'create-disk'),
        faultOf('image.not-found'),
      );
    }
  });

  test('when it is an active, bare disk of a known format and of the kind that is needed', async (t) => {
    const { context, owner, image } = await setUp(t, engine);
    const cases: readonly (readonly [object, ImageUse, string])[] = [
      [{ kind: 'system' }, 'create-disk', 'image.kind-unfit'],
      [{ kind: 'iso' }, 'create-disk', 'image.kind-unfit'],
      [{ kind: 'server' }, 'create-disk', 'image.kind-unfit'],
      [{ kind: 'iso' }, 'create-server', 'image.kind-unfit'],
      [{ kind: 'data' }, 'create-server', 'image.kind-unfit'],
      [{ kind: 'data' }, 'change-os', 'image.kind-unfit'],
      [{ status: 'deactivated' }, 'create-disk', 'image.deactivated'],
      [{ encrypted: true }, 'create-disk', 'image.encrypted'],
      [{ properties: '{"__system__cmkid": "key"}' }, 'create-disk', 'image.encrypted'],
      [{ container_format: 'ova' }, 'create-disk', 'image.container-unfit'],
      [{ detected_format: 'unknown', disk_format: 'vmdk' }, 'create-disk', 'image.format-unknown'],
      [{ detected_format: 'iso', disk_format: 'raw' }, 'create-disk', 'image.format-unfit'],
      [{ detected_format: 'ploop', disk_format: 'ploop' }, 'create-disk', 'image.format-unfit'],
      [{ detected_format: 'raw', disk_format: 'ami' }, 'create-disk', 'image.format-unfit'],
    ];
    for (const [columns, use, code] of cases) {
      const imageId = await image(undefined, columns);
      const found = findUsableImage(context, context.db, owner.actor, imageId, use);
      await assert.rejects(found, faultOf(code), JSON.stringify(columns));
    }
    for (const format of ['raw', 'qcow2', 'vhd', 'vhdx', 'vmdk', 'vdi']) {
      const columns = { kind: 'system', detected_format: format, disk_format: format };
      const imageId = await image(undefined, columns);
      const found = await findUsableImage(
        context,
        context.db,
        owner.actor,
        imageId,
        'create-server',
      );
      assert.equal(found.base.format, format);
    }
  });
});

test('a disk of an image has at least what the image asks for, what its guest sees, and one GiB', () => {
  const gib = 2 ** 30;
  assert.equal(leastSizeOf({ minDisk: 0, virtualSize: 1, size: 9 * gib }), 1);
  assert.equal(leastSizeOf({ minDisk: 0, virtualSize: gib + 1, size: 1 }), 2);
  assert.equal(leastSizeOf({ minDisk: 10, virtualSize: gib, size: 1 }), 10);
  assert.equal(leastSizeOf({ minDisk: 0, virtualSize: null, size: 3 * gib }), 3);
});
