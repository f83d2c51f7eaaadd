// The images of a batch, each with the fault that keeps this actor from acting on it.
import { isUuid } from '../../lib/ids.ts';
import type { DbOrTx, Tx } from '../../db/pool.ts';
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { imageNotFound, refusalOf } from '../images/find-image.ts';
import type { SeenImage } from '../images/image.ts';
import type { ImageAction } from '../images/policy.ts';
import { lockImages, selectSeenImages } from '../images/queries.ts';

/** What each image id of a batch is: an image the actor may do `action` with, or a fault. */
export type Batch = ReadonlyMap<string, SeenImage | Fault>;

/** The batch as it is now. */
export async function findBatch(
  context: Context,
  db: DbOrTx,
  actor: Actor,
  imageIds: readonly string[],
  action: ImageAction,
): Promise<Batch> {
  const images = new Map(
    (await selectSeenImages(db, imageIds.filter(isUuid), projectIdOf(actor))).map((image) => [
      image.id,
      image,
    ]),
  );
  return new Map(
    imageIds.map((id) => {
      const image = images.get(id.toLowerCase());
      if (image === undefined) return [id, imageNotFound(id)];
      return [id, refusalOf(context, actor, image, action) ?? image];
    }),
  );
}

/**
 * From the next statement on nobody else changes the images of a batch or their members, until the transaction ends. What goes ahead of that
 * statement after this sees them locked, too. Answers the ids that can be asked for.
 */
export async function lockBatch(tx: Tx, imageIds: readonly string[]): Promise<string[]> {
  const wellFormed = imageIds.filter(isUuid);
  await lockImages(tx, wellFormed);
  return wellFormed;
}

/** The images of a batch that may be acted on, by their ids. */
export function permittedImages(batch: Batch): Map<string, SeenImage> {
  const images = [...batch.values()].filter((image) => !(image instanceof Fault));
  return new Map(images.map((image) => [image.id, image]));
}
