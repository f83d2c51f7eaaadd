// Objects in buckets, as clients name them: `bucket:object`.
import type { Bucket, BucketObject } from '../../../drivers/bucket/bucket.ts';
import type { Context } from '../../context.ts';
import { Fault } from '../../fault.ts';

export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

/** An address and the bucket that it is in. */
export interface PlacedObject extends ObjectAddress {
  readonly place: Bucket;
}

/** Reads an address. Faults: invalid (not of the form `bucket:object`). */
export function readAddress(text: string): ObjectAddress {
  const colon = text.indexOf(':');
  const address = { bucket: text.slice(0, Math.max(colon, 0)), key: text.slice(colon + 1) };
  if (address.bucket === '' || address.key === '') throw invalidAddress();
  return address;
}

/**
 * Finds the bucket for a project. Faults: notFound (no such bucket, or not for that project), invalid (no object there can have that name).
 */
export function placeObject(
  context: Pick<Context, 'buckets'>,
  projectId: string,
  { bucket, key }: ObjectAddress,
): PlacedObject {
  const place = context.buckets.forProject(bucket, projectId);
  if (place === null) {
    throw new Fault('notFound', 'bucket.not-found', `There is no bucket ${bucket}.`, {
      detail: { bucket },
    });
  }
  if (!place.accepts(key)) throw invalidAddress();
  return { bucket, key, place };
}

/** Opens an object to make an image of it. Faults: notFound (no such object), tooLarge, unavailable (the bucket). */
export async function openObject(
  context: Pick<Context, 'settings'>,
  { bucket, key, place }: PlacedObject,
): Promise<BucketObject> {
  const object = await atBucket(bucket, async () => await place.read(key));
  if (object === null) {
    throw new Fault(
      'notFound',
      'bucket.object-not-found',
      `There is no object ${key} in bucket ${bucket}.`,
      { detail: { bucket, key } },
    );
  }
  const { imageSizeCap: limit } = context.settings;
  if (object.size <= limit) return object;
  await object.close();
  throw new Fault(
    'tooLarge',
    'image.too-large',
    `The image is larger than the limit of ${limit} bytes.`,
    { detail: { limit } },
  );
}

/** As openObject, for those who only want to know that it can be. */
export async function checkObject(context: Context, placed: PlacedObject): Promise<void> {
  const object = await openObject(context, placed);
  await object.close();
}

/** What a bucket says that is full or that we may not touch, which its keeper can change. */
const complaints: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT']);

/** An act in a bucket. Faults: unavailable (the bucket is full, or its keeper has set it up otherwise). */
export async function atBucket<T>(bucket: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
    if (code === undefined || !complaints.has(code)) throw cause;
    throw new Fault('unavailable', 'bucket.unusable', `Bucket ${bucket} cannot be used: ${code}.`, {
      detail: { bucket },
      cause,
    });
  }
}

function invalidAddress(): Fault {
  return new Fault(
    'invalid',
    'bucket.address-invalid',
    'An object is named as bucket:object, by parts between slashes of which none is empty, "." or "..".',
  );
}
