import { enqueue } from '../../jobs/enqueue.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { lockImage } from './find-image.ts';
import { imageEvent } from './image-event.ts';
import { updateImageRow } from './queries.ts';

/**
 * Takes an image's bytes out of one of the stores that hold them. Faults: conflict (unknown store; not active), forbidden (the only copy),
 * notFound (also: not in that store).
 */
export async function removeCopy(
  context: Context,
  actor: Actor,
  imageId: string,
  store: string,
): Promise<void> {
  if (!context.stores.has(store)) {
    throw new Fault('conflict', 'import.no-such-store', `There is no store ${store}.`, {
      detail: { store },
    });
  }
  await context.db.transaction().execute(async (tx) => {
    const before = await lockImage(context, tx, actor, imageId, 'image.remove-copy');
    if (before.status !== 'active' || before.blob === null) {
      throw new Fault(
        'conflict',
        'image.wrong-status',
        `Bytes are removed from a store only while the image is active; image ${before.id} is ${before.status}.`,
        { detail: { imageId: before.id, status: before.status } },
      );
    }
    if (before.stores.length === 1) {
      throw new Fault(
        'forbidden',
        'image.only-copy',
        `Store ${store} has the only copy of image ${before.id}: delete the image instead.`,
        { detail: { imageId: before.id, store } },
      );
    }
    if (!before.stores.includes(store)) {
      throw new Fault(
        'notFound',
        'image.not-in-store',
        `Image ${before.id} is not stored in store ${store}.`,
        { detail: { imageId: before.id, store } },
      );
    }
    const stores = before.stores.filter((each) => each !== store);
    const after = await updateImageRow(tx, before.id, { stores });
    await recordEvent(tx, actor, imageEvent(actor, 'image.remove-copy', before, after));
    await enqueue(tx, 'reclaim-blob', { digest: before.blob });
  });
}
