// The work of `capture-image`: a disk's bytes at one instant become those of an image. It may be cut off at any point and begun again: the image stays
// `importing` until the job ends, and each attempt takes the image's row in `uploads` from the one before, which can then not finish.
import type { Tx } from '../../db/pool.ts';
import { newUuid } from '../../lib/ids.ts';
import type { Context } from '../context.ts';
import { engineOf } from '../engine-fault.ts';
import { recordEvent } from '../events/record-event.ts';
import type { Fault } from '../fault.ts';
import { activateImage } from '../images/activate-image.ts';
import { claimImage } from '../images/claim-image.ts';
import { removeImage } from '../images/delete-image.ts';
import type { InspectedBytes } from '../images/inspect-bytes.ts';
import { lockImages, selectSeenImage } from '../images/queries.ts';
import { reserveAhead } from '../images/quotas/reserve-bytes.ts';
import { keptFault, type Job, type KeptFault } from '../jobs/job.ts';
import type { JobRun } from '../jobs/run-job.ts';
import { copyToStage, inspectStaged } from './copy-to-stage.ts';
import { diskEvent, diskFailure } from './disk-event.ts';
import type { CaptureInput } from './disk-jobs.ts';
import { restOf } from './disk.ts';
import { lockDisks, releaseServer, updateDiskRow } from './queries.ts';
import { serverTurn } from './server-turn.ts';

/** Faults: gone (the image was deleted), quota, tooLarge, unavailable (no space; engine). */
export async function runCapture(context: Context, anyRun: JobRun): Promise<void> {
  const run = anyRun as JobRun<CaptureInput>;
  const engine = engineOf(context);
  const upload = newUuid();
  try {
    const image = await claimImage(context, run, {
      imageId: run.job.input.imageId,
      upload,
      reserved: 0,
    });
    const { diskId, serverId } = run.job.input;
    await copyToStage(context, run, engine, serverId, [{ diskId, upload }]);
    const bytes = await inspectStaged(context, upload, run.signal, {
      counted: (chunks) => reserveAhead(context, upload, image, chunks, 0),
      limit: context.settings.imageSizeCap,
    });
    await finish(context, run, upload, bytes);
  } finally {
    // Nothing is left under that name when all went well.
    await context.stores.discard(upload);
  }
}

/** The image goes; the disk and its server are as they were. */
export async function undoCapture(
  _context: Context,
  tx: Tx,
  job: Job,
  fault: Fault,
): Promise<void> {
  const { imageId } = job.input as CaptureInput;
  await lockImages(tx, [imageId]);
  const image = await selectSeenImage(tx, imageId, null);
  if (image?.status === 'importing') await removeImage(tx, null, image);
  await release(tx, job as Job<CaptureInput>, keptFault(fault));
}

async function finish(
  context: Context,
  run: JobRun<CaptureInput>,
  upload: string,
  bytes: InspectedBytes,
): Promise<void> {
  const { imageId, imageName } = run.job.input;
  const arrival = { imageId, upload, stores: [context.stores.defaultName] };
  await context.db.transaction().execute(async (tx) => {
    await activateImage(context, tx, run.job.actor, arrival, bytes);
    await release(tx, run.job, null);
    await run.end(tx, { result: { imageId, imageName }, fault: null });
  });
}

/** The disk and its server can be used again, unless they are no more. */
async function release(
  tx: Tx,
  { id: jobId, input: { diskId, serverId } }: Job<CaptureInput>,
  fault: KeptFault | null,
): Promise<void> {
  const released = serverId !== null && (await releaseServer(tx, serverId, jobId));
  const [before] = await lockDisks(tx, [diskId]);
  if (before === undefined) return;
  if (before.status === 'capturing' && before.jobId === jobId) {
    const after = await updateDiskRow(tx, diskId, { status: restOf(before) });
    await recordEvent(
      tx,
      null,
      fault === null ? diskEvent('disk.captured', before, after) : diskFailure(after, fault),
    );
  }
  if (!released || serverId === null) return;
  const action = fault === null ? 'server.captured' : 'server.fail';
  await recordEvent(tx, null, serverTurn(action, before, serverId, fault));
}
