// Bytes into the staging area, to be imported later: queued → uploading. They are acknowledged, so they are on disk with their name, and in the
// database, before the answer.
import { newUuid } from '../../../lib/ids.ts';
import type { Actor } from '../../actor.ts';
import { stageBytes } from '../../bytes/stage-bytes.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { undoUpload } from '../abandon-upload.ts';
import { deletedMeanwhile, lockImage } from '../find-image.ts';
import { imageEvent } from '../image-event.ts';
import { mayMove, type Image } from '../image.ts';
import {
  deleteUpload,
  insertUpload,
  lockImages,
  selectSeenImage,
  updateImageRow,
} from '../queries.ts';
import { enforceQuotas } from '../quotas/enforce-quotas.ts';
import { firstReservation, reserveAhead } from '../quotas/reserve-bytes.ts';
import { ProgressReport } from '../upload-progress.ts';
import { insertStagedBytes, type StagedBytes } from './queries.ts';

/**
 * Receives all of `source` as the bytes that an import of the image will take. They are looked at then, not now. When anything fails the image
 * is queued again and nothing is kept. `size`: bytes, when they are known beforehand.
 * Faults: conflict (has bytes, or is receiving some), tooLarge, quota, unavailable (store full), gone (deleted meanwhile).
 */
export async function stageImage(
  context: Context,
  actor: Actor,
  imageId: string,
  source: AsyncIterable<Uint8Array>,
  size: number | null = null,
): Promise<void> {
  const upload = newUuid();
  const reserved = firstReservation(context.settings, size);
  const image = await beginStaging(context, actor, imageId, upload, reserved);
  try {
    const store = context.stores.default;
    const progress = new ProgressReport(context, upload);
    const counted = reserveAhead(context, upload, image, progress.count(source), reserved);
    const { imageSizeCap } = context.settings;
    const received = await stageBytes(
      store,
      upload,
      counted,
      imageSizeCap,
      async (_file, whole) => {
        await progress.enter('storing');
        return whole;
      },
    );
    await store.keepStaged();
    await keep(context, actor, {
      imageId: image.id,
      name: upload,
      store: context.stores.defaultName,
      ...received,
    });
  } catch (error) {
    await undoUpload(context, upload, image.id, error);
    throw error;
  }
}

async function beginStaging(
  context: Context,
  actor: Actor,
  imageId: string,
  upload: string,
  reserved: number,
): Promise<Image> {
  return await context.db.transaction().execute(async (tx) => {
    const image = await lockImage(context, tx, actor, imageId, 'image.stage');
    if (!mayMove(image.status, 'uploading')) {
      throw new Fault(
        'conflict',
        'image.wrong-status',
        `Image status transition from ${image.status} to uploading is not allowed`,
        { detail: { imageId: image.id, status: image.status } },
      );
    }
    const { processId } = context;
    await insertUpload(tx, { id: upload, imageId: image.id, processId, reserved, staged: true });
    await updateImageRow(tx, image.id, { status: 'uploading' });
    await enforceQuotas(context, tx, image, ['image_count_uploading', 'image_stage_total']);
    return image;
  });
}

async function keep(context: Context, actor: Actor, staged: StagedBytes): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await lockImages(tx, [staged.imageId]);
    const before = await selectSeenImage(tx, staged.imageId, null);
    if (before === null || !(await deleteUpload(tx, staged.name))) {
      throw deletedMeanwhile(staged.imageId);
    }
    await insertStagedBytes(tx, staged);
    const after = await updateImageRow(tx, before.id, { size: staged.size });
    await recordEvent(tx, actor, imageEvent(actor, 'image.stage', before, after));
  });
}
