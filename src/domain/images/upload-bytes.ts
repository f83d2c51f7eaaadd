// Bytes into an image: queued → saving → active, with the transfer between two short transactions.
// What is acknowledged is on disk and committed, in this order: fsync of the file, rename, fsync of the folder, commit.
import { newUuid } from '../../lib/ids.ts';
import type { Actor } from '../actor.ts';
import { stageBytes } from '../bytes/stage-bytes.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { undoUpload } from './abandon-upload.ts';
import { activateImage } from './activate-image.ts';
import { lockImage } from './find-image.ts';
import type { Image } from './image.ts';
import { inspectBytes } from './inspect-bytes.ts';
import { insertUpload, updateImageRow } from './queries.ts';
import { enforceQuotas } from './quotas/enforce-quotas.ts';
import { firstReservation, reserveAhead } from './quotas/reserve-bytes.ts';
import { refusalToUpload } from './refusals.ts';
import { ProgressReport } from './upload-progress.ts';

/**
 * Receives all of `source` as the bytes of a queued image and makes it active. When anything fails the image is queued again and nothing is kept.
 * `size`: bytes, when they are known beforehand. `store`: where they go; null: to the default store.
 * Faults: conflict (has bytes, or is receiving some), invalid (no formats yet; bytes of another format; no such store), tooLarge, quota,
 * unavailable (store full), gone (deleted meanwhile).
 */
export async function uploadBytes(
  context: Context,
  actor: Actor,
  imageId: string,
  source: AsyncIterable<Uint8Array>,
  size: number | null = null,
  store: string | null = null,
): Promise<void> {
  const into = storeFor(context, store);
  const upload = newUuid();
  const reserved = firstReservation(context.settings, size);
  const image = await beginUpload(context, actor, imageId, upload, reserved);
  try {
    const progress = new ProgressReport(context, upload);
    const counted = reserveAhead(context, upload, image, progress.count(source), reserved);
    const bytes = await stageBytes(
      context.stores.get(into),
      upload,
      counted,
      context.settings.imageSizeCap,
      async (file, received) => {
        await progress.enter('checking');
        const inspected = await inspectBytes(context, image, file, received);
        await progress.enter('storing');
        return inspected;
      },
    );
    const arrival = { imageId: image.id, upload, stores: [into] };
    await context.db.transaction().execute(async (tx) => {
      await activateImage(context, tx, actor, arrival, bytes);
    });
  } catch (error) {
    await undoUpload(context, upload, image.id, error);
    throw error;
  }
}

function storeFor(context: Context, asked: string | null): string {
  if (asked === null) return context.stores.defaultName;
  if (!context.stores.has(asked)) {
    throw new Fault('invalid', 'store.unknown', `There is no store ${asked}.`, {
      detail: { store: asked },
    });
  }
  return asked;
}

async function beginUpload(
  context: Context,
  actor: Actor,
  imageId: string,
  upload: string,
  reserved: number,
): Promise<Image> {
  return await context.db.transaction().execute(async (tx) => {
    const image = await lockImage(context, tx, actor, imageId, 'image.upload');
    const refusal = refusalToUpload(image);
    if (refusal !== null) throw refusal;
    const { processId } = context;
    await insertUpload(tx, { id: upload, imageId: image.id, processId, reserved });
    await updateImageRow(tx, image.id, { status: 'saving' });
    await enforceQuotas(context, tx, image, ['image_count_uploading', 'image_size_total']);
    return image;
  });
}
