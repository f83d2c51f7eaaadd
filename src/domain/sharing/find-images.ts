// The images of a batch, locked, each with the fault that keeps this actor from acting on it.
import { isUuid } from '../../lib/ids.ts';
import type { Tx } from '../../db/pool.ts';
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { authorizeImage, imageNotFound } from '../images/find-image.ts';
import type { SeenImage } from '../images/image.ts';
import type { ImageAction } from '../images/policy.ts';
import { lockImages, selectSeenImages } from '../images/queries.ts';

/** What each image id of a batch is: an image the actor may do `action` with, or a fault. */
export async function lockBatch(
  context: Context,
  tx: Tx,
  actor: Actor,
  imageIds: readonly string[],
  action: ImageAction,
): Promise<Map<string, SeenImage | Fault>> {
  const wellFormed = imageIds.filter(isUuid);
  await lockImages(tx, wellFormed);
  const images = new Map(
    (await selectSeenImages(tx, wellFormed, projectIdOf(actor))).map((image) => [image.id, image]),
  );
  return new Map(
    imageIds.map((id) => {
      const image = images.get(id.toLowerCase());
      return [
        id,
        image === undefined ? imageNotFound(id) : permitted(context, actor, image, action),
      ];
    }),
  );
}

function permitted(
  context: Context,
  actor: Actor,
  image: SeenImage,
  action: ImageAction,
): SeenImage | Fault {
  try {
    authorizeImage(context, actor, image, action);
    return image;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
