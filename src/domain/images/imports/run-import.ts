// The work of an import. It may be cut off at any point and begun again: bytes are taken from where they stay until all is done, and only who holds
// the image's row in `uploads` may finish or fail it.
import { newUuid } from '../../../lib/ids.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { activateImage, addCopies } from '../activate-image.ts';
import { imageEvent } from '../image-event.ts';
import { deleteUpload, lockImages, selectSeenImage, updateImageRow } from '../queries.ts';
import { bringBytes } from './bring-bytes.ts';
import { claimTask, type Claim } from './claim-task.ts';
import { deleteStagedBytes, endTask, selectTask, selectUploadOfImage } from './queries.ts';

/**
 * Carries out an import, or leaves it to the process that is at it. What goes wrong ends in the task; errors that are no faults are thrown as well,
 * to be logged. When `signal` aborts, all stays as it is for the next process.
 */
export async function runImport(
  context: Context,
  taskId: string,
  signal: AbortSignal,
): Promise<void> {
  const upload = newUuid();
  let claim: Claim | null = null;
  try {
    claim = await claimTask(context, taskId, upload);
    if (claim !== null) await carryOut(context, claim, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    await failImport(context, taskId, claim, error);
    await context.stores.discard(upload);
    if (!(error instanceof Fault)) throw error;
  }
}

async function carryOut(context: Context, claim: Claim, signal: AbortSignal): Promise<void> {
  const { task, image, staged, upload } = claim;
  const { bytes, stores, failed } = await bringBytes(context, claim, signal);
  const arrival = { imageId: image.id, upload, stores };
  await context.db.transaction().execute(async (tx) => {
    if (bytes.inspected === null) await addCopies(context, tx, null, arrival, bytes.received);
    else await activateImage(context, tx, null, arrival, bytes.inspected);
    await deleteStagedBytes(tx, image.id);
    await updateImageRow(tx, image.id, { importing_to: [], import_failed: failed });
    await endTask(tx, task.id, 'success', '');
  });
  if (staged !== null) await context.stores.discard(staged.name);
  // What a store that failed has taken of it.
  await context.stores.discard(upload);
}

/** Ends a task that failed; an image without bytes is queued again. Does nothing when the task is in other hands by now. */
async function failImport(
  context: Context,
  taskId: string,
  claim: Claim | null,
  error: unknown,
): Promise<void> {
  const message = error instanceof Fault ? error.message : 'The import failed.';
  const staged = await context.db.transaction().execute(async (tx) => {
    const task = await selectTask(tx, taskId);
    if (task === null) return null;
    await lockImages(tx, [task.imageId]);
    const before = await selectSeenImage(tx, task.imageId, null);
    const holder = await selectUploadOfImage(tx, task.imageId);
    const isMine =
      claim === null
        ? holder === null || holder.dead || holder.processId === context.processId
        : holder?.id === claim.upload;
    if (before === null || !isMine) return null;
    if (holder !== null) await deleteUpload(tx, holder.id);
    await endTask(tx, taskId, 'failure', message);
    const after = await updateImageRow(tx, before.id, {
      ...(before.status === 'importing' ? { status: 'queued', size: null } : {}),
      importing_to: [],
      import_failed: [...task.stores],
    });
    await recordEvent(tx, null, imageEvent(null, 'image.import-fail', before, after));
    return await deleteStagedBytes(tx, before.id);
  });
  if (staged !== null) await context.stores.discard(staged.name);
}
