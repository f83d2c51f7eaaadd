import type { Context } from '../context.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { deletedMeanwhile } from './find-image.ts';
import type { Image } from './image.ts';
import { deleteUploadsOfImage, insertUpload, lockImages, selectSeenImage } from './queries.ts';
import { enforceQuotas } from './quotas/enforce-quotas.ts';

/**
 * Gives an attempt at a job the image that it brings bytes to: the attempt before, if it should live, can then not finish. Faults: gone (deleted), quota
 * (for `reserved` bytes).
 */
export async function claimImage(
  context: Context,
  run: JobRun,
  { imageId, upload, reserved }: { imageId: string; upload: string; reserved: number },
): Promise<Image> {
  return await context.db.transaction().execute(async (tx) => {
    await lockImages(tx, [imageId]);
    const image = await selectSeenImage(tx, imageId, null);
    await run.hold(tx);
    if (image === null) throw deletedMeanwhile(imageId);
    await deleteUploadsOfImage(tx, imageId);
    await insertUpload(tx, { id: upload, imageId, processId: context.processId, reserved });
    await enforceQuotas(context, tx, image, ['image_size_total']);
    return image;
  });
}
