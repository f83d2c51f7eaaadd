// The bytes of an image into a bucket, as they are kept.
import { createHash } from 'node:crypto';
import { projectIdOf, type Actor } from '../../actor.ts';
import { chunksOf } from '../../../lib/chunks-of.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import type { JobRun } from '../../jobs/run-job.ts';
import { startJob } from '../../jobs/start-job.ts';
import { authorizeImage, deletedMeanwhile, findImage } from '../find-image.ts';
import { actedFor } from '../image-event.ts';
import type { SeenImage } from '../image.ts';
import { openBytes } from '../read-bytes.ts';
import { refusalToExport } from '../refusals.ts';
import type { ExportInput } from './bucket-job.ts';
import { atBucket, placeObject, readAddress, type PlacedObject } from './bucket-object.ts';
import { tellPassed } from './tell-passed.ts';

export interface ExportRequest {
  /** `bucket:object`. */
  readonly target: string;
  /** The format to export in; null: the one that it is kept in. */
  readonly diskFormat: string | null;
}

/**
 * Begins a job that writes an image's bytes to an object; resolves to the job's id. Faults: notFound (image, bucket), forbidden (not the owner's, public,
 * deactivated), invalid (address), conflict (the name is taken), notReady (no bytes), unsupported (a kind that is not exported; another format than it is kept
 * in), unavailable (the bucket).
 */
export async function exportImage(
  context: Context,
  actor: Actor,
  imageId: string,
  { target, diskFormat }: ExportRequest,
): Promise<string> {
  const image = await findExportable(context, actor, imageId);
  if (diskFormat !== null && diskFormat !== image.diskFormat) {
    throw new Fault(
      'unsupported',
      'image.export-format',
      `Image ${image.id} is kept as ${image.diskFormat} and exported as that only, not as ${diskFormat}.`,
      { detail: { imageId: image.id, diskFormat: image.diskFormat } },
    );
  }
  const object = readAddress(target);
  const placed = placeObject(context, projectIdOf(actor) ?? '', object);
  if (await isThere(placed)) throw isTaken(placed);
  const { id, name: imageName, kind } = image;
  const input: ExportInput = { imageId: id, imageName, kind, object };
  return await startJob(context, actor, 'export-image', input);
}

/**
 * The work of that job. An object that has the name by now is left alone: with the very bytes of the image it is what an earlier attempt has written
 * before it was cut off, with others the job fails. Faults: as exportImage, and conflict (such an object), gone (the image was deleted).
 */
export async function runExportImage(context: Context, anyRun: JobRun): Promise<void> {
  const run = anyRun as JobRun<ExportInput>;
  const { job, signal } = run;
  const { imageId, imageName, object } = job.input;
  const placed = placeObject(context, job.projectId, object);
  await findExportable(context, job.actor, imageId);
  const { image, blob } = await openBytes(context, job.actor, imageId);
  if (blob === null) throw deletedMeanwhile(imageId);
  try {
    const isWritten = await atBucket(object.bucket, async () => {
      if (await isThere(placed)) return false;
      const source = tellPassed(run, blob.size, chunksOf(blob.handle, signal));
      return await placed.place.put(object.key, job.id, source);
    });
    if (!isWritten && !(await holds(placed, image, signal))) throw isTaken(placed);
  } finally {
    await blob.close();
  }
  await context.db.transaction().execute(async (tx) => {
    await recordEvent(tx, job.actor, {
      action: 'image.export',
      noun: 'image',
      nounId: imageId,
      projectId: image.owner,
      actedFor: actedFor(job.actor, image.owner),
      after: object,
    });
    await run.end(tx, { result: { imageId, imageName }, fault: null });
  });
}

/** The image, when the actor can export it. What is public is said to be that to those as well who do not own it. */
async function findExportable(context: Context, actor: Actor, imageId: string): Promise<SeenImage> {
  const image = await findImage(context, context.db, actor, imageId, 'image.show');
  if (image.visibility !== 'public') authorizeImage(context, actor, image, 'image.export');
  const refusal = refusalToExport(actor, image);
  if (refusal !== null) throw refusal;
  return image;
}

async function isThere({ bucket, key, place }: PlacedObject): Promise<boolean> {
  const object = await atBucket(bucket, async () => await place.read(key));
  await object?.close();
  return object !== null;
}

/** True when the object's bytes are those of the image. */
async function holds(
  { key, place }: PlacedObject,
  { size, blob }: Pick<SeenImage, 'size' | 'blob'>,
  signal: AbortSignal,
): Promise<boolean> {
  const object = await place.read(key);
  if (object === null) return false;
  try {
    if (object.size !== size) return false;
    const hash = createHash('sha256');
    for await (const chunk of object.bytes(signal)) hash.update(chunk);
    return hash.digest('hex') === blob;
  } finally {
    await object.close();
  }
}

function isTaken({ bucket, key }: PlacedObject): Fault {
  return new Fault(
    'conflict',
    'bucket.object-exists',
    `Bucket ${bucket} has something under the name ${key}, or in its way: nothing is overwritten.`,
    { detail: { bucket, key } },
  );
}
