// The work of jobs that bring an object's bytes to an image. It may be cut off at any point and begun again: until the job ends the image stays
// `importing`, so that nobody else gives it bytes, and each attempt takes the image's row in `uploads` from the one before, which can then not finish.
import type { Tx } from '../../../db/pool.ts';
import type { BucketObject } from '../../../drivers/bucket/bucket.ts';
import { newUuid } from '../../../lib/ids.ts';
import { stageBytes } from '../../bytes/stage-bytes.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import type { Job } from '../../jobs/job.ts';
import type { JobRun } from '../../jobs/run-job.ts';
import { activateImage } from '../activate-image.ts';
import { kindFor } from '../attributes.ts';
import { claimImage } from '../claim-image.ts';
import { removeImage } from '../delete-image.ts';
import { imageEvent } from '../image-event.ts';
import type { Image } from '../image.ts';
import { recogniseBytes, type RecognisedBytes } from '../inspect-bytes.ts';
import { deleteUploadsOfImage, lockImages, selectSeenImage, updateImageRow } from '../queries.ts';
import { firstReservation, reserveAhead } from '../quotas/reserve-bytes.ts';
import type { BringObjectInput } from './bucket-job.ts';
import { openObject, placeObject } from './bucket-object.ts';
import { tellPassed } from './tell-passed.ts';

/**
 * Faults: notFound (bucket or object are gone), tooLarge, quota, gone (the image was deleted), invalid (bytes that are refused, or more disk than the
 * image says that it needs), unavailable (store full; the object was changed while it was read).
 */
export async function runBringObject(context: Context, anyRun: JobRun): Promise<void> {
  const run = anyRun as JobRun<BringObjectInput>;
  const { projectId, input } = run.job;
  const { imageId } = input;
  const object = await openObject(context, placeObject(context, projectId, input.object));
  const upload = newUuid();
  try {
    const reserved = firstReservation(context.settings, object.size);
    const image = await claimImage(context, run, { imageId, upload, reserved });
    const bytes = await bringBytes(context, run, { image, object, upload, reserved });
    await finish(context, run, upload, bytes);
  } finally {
    await object.close();
    // Nothing is left under that name when all went well.
    await context.stores.discard(upload);
  }
}

/** Takes back what a job that failed has left: an image that was made for it goes, another is queued again. */
export async function undoBringObject(_context: Context, tx: Tx, job: Job): Promise<void> {
  const { imageId } = job.input as BringObjectInput;
  await lockImages(tx, [imageId]);
  const image = await selectSeenImage(tx, imageId, null);
  if (image?.status !== 'importing') return;
  if (job.type === 'create-image') {
    await removeImage(tx, null, image);
    return;
  }
  await deleteUploadsOfImage(tx, image.id);
  const after = await updateImageRow(tx, image.id, { status: 'queued' });
  await recordEvent(tx, null, imageEvent(null, 'image.import-fail', image, after));
}

interface Bringing {
  readonly image: Image;
  readonly object: BucketObject;
  readonly upload: string;
  readonly reserved: number;
}

async function bringBytes(
  context: Context,
  run: JobRun<BringObjectInput>,
  { image, object, upload, reserved }: Bringing,
): Promise<RecognisedBytes> {
  const { bucket, key } = run.job.input.object;
  const passed = tellPassed(run, object.size, object.bytes(run.signal));
  const counted = reserveAhead(context, upload, image, passed, reserved);
  const { imageSizeCap } = context.settings;
  const store = context.stores.default;
  return await stageBytes(store, upload, counted, imageSizeCap, async (file, received) => {
    if (received.size !== object.size) {
      throw new Fault(
        'unavailable',
        'bucket.object-changed',
        `Object ${key} in bucket ${bucket} was changed while it was read.`,
        { detail: { bucket, key } },
      );
    }
    const bytes = await recogniseBytes(context, image, file, received);
    refuseMoreThanDisk(image, bytes);
    return bytes;
  });
}

const gib = 2 ** 30;

/** A disk of the size that the image asks for would not hold it. */
function refuseMoreThanDisk({ minDisk }: Image, { virtualSize }: RecognisedBytes): void {
  if (minDisk === 0 || virtualSize === null || virtualSize <= minDisk * gib) return;
  throw new Fault(
    'invalid',
    'image.min-disk-too-small',
    `The disk in the image has ${virtualSize} bytes: more than min_disk, ${minDisk} GiB.`,
    { detail: { virtualSize, minDisk } },
  );
}

async function finish(
  context: Context,
  run: JobRun<BringObjectInput>,
  upload: string,
  bytes: RecognisedBytes,
): Promise<void> {
  const { imageId, imageName, properties } = run.job.input;
  const arrival = { imageId, upload, stores: [context.stores.defaultName] };
  await context.db.transaction().execute(async (tx) => {
    await activateImage(context, tx, run.job.actor, arrival, bytes, (image) => ({
      kind: kindFor(image.kind, bytes.diskFormat),
      disk_format: bytes.diskFormat,
      container_format: image.containerFormat ?? 'bare',
      properties: JSON.stringify({ ...image.properties, ...properties }),
    }));
    await run.end(tx, { result: { imageId, imageName }, fault: null });
  });
}
