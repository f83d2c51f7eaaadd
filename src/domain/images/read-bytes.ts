import type { Blob } from '../../drivers/store/file-store.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { findImage } from './find-image.ts';
import { operatorReadOf } from './image-event.ts';
import type { SeenImage } from './image.ts';
import { refusalToRead } from './refusals.ts';

/** The record, and its bytes open for reading (the caller closes them); null while it has none. */
export interface ReadableImage {
  readonly image: SeenImage;
  readonly blob: Blob | null;
}

/**
 * Opens the bytes of an image. Consent is checked now: a withdrawal counts from the next call, not for bytes already flowing.
 * Faults: notFound, forbidden (not accepted; deactivated, administrators apart).
 */
export async function openBytes(
  context: Context,
  actor: Actor,
  imageId: string,
): Promise<ReadableImage> {
  const image = await findImage(context, context.db, actor, imageId, 'image.download');
  const refusal = refusalToRead(actor, image);
  if (refusal !== null) throw refusal;
  if (image.blob === null) return { image, blob: null };
  const operatorRead = operatorReadOf(actor, image);
  if (operatorRead !== null) {
    await context.db.transaction().execute(async (tx) => {
      await recordEvent(tx, actor, operatorRead);
    });
  }
  return { image, blob: await readBlob(context, actor, image, image.blob) };
}

/** The bytes may go between the look at the record and the look at the store, when the image is deleted meanwhile: then it is not found. */
async function readBlob(
  context: Context,
  actor: Actor,
  image: SeenImage,
  digest: string,
): Promise<Blob> {
  try {
    return await openCopy(context, image.stores, digest);
  } catch (error) {
    await findImage(context, context.db, actor, image.id, 'image.download');
    throw error;
  }
}

/** Opens a blob in one of the stores that hold it, the default store first. Throws the last store's error when none can. */
export async function openCopy(
  context: Pick<Context, 'stores'>,
  stores: readonly string[],
  digest: string,
): Promise<Blob> {
  let last: unknown = new Fault(
    'unavailable',
    'store.not-configured',
    `The bytes are in a store that this service is not set up with: ${stores.join(', ')}.`,
  );
  for (const store of context.stores.preferred(stores)) {
    try {
      return await context.stores.get(store).read(digest);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}
