import { enqueue } from '../../jobs/enqueue.ts';
import type { Context } from '../context.ts';
import { selectOpenTask } from './imports/queries.ts';
import { deleteUpload, lockImages, selectSeenImage, updateImageRow } from './queries.ts';

/**
 * Undoes an upload that did not become whole: its staged bytes go, and the image is queued again, or the import that it was part of is taken up
 * anew. A job goes on by itself (buckets/bring-object.ts).
 */
export async function abandonUpload(
  context: Pick<Context, 'db' | 'stores'>,
  upload: string,
  imageId: string,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await lockImages(tx, [imageId]);
    if (!(await deleteUpload(tx, upload))) return;
    const task = await selectOpenTask(tx, imageId);
    if (task !== null) {
      await enqueue(tx, 'import-image', { taskId: task.id }, task.id);
      return;
    }
    const image = await selectSeenImage(tx, imageId, null);
    // Importing without a task: a job brings the bytes.
    if (image?.status !== 'importing') await updateImageRow(tx, imageId, { status: 'queued' });
  });
  await context.stores.discard(upload);
}

/** As abandonUpload, because of `reason`, which is not lost when this fails as well. */
export async function undoUpload(
  context: Pick<Context, 'db' | 'stores'>,
  upload: string,
  imageId: string,
  reason: unknown,
): Promise<void> {
  try {
    await abandonUpload(context, upload, imageId);
  } catch (cause) {
    throw new AggregateError([reason, cause], `upload ${upload} failed and could not be undone`, {
      cause,
    });
  }
}
