// Looking an image up on behalf of somebody. What the actor may not see answers like what does not exist.
import type { DbOrTx, Tx } from '../../db/pool.ts';
import { isUuid } from '../../lib/ids.ts';
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { inRegionOf, relationTo, type Relation, type SeenImage } from './image.ts';
import { mayWithImage, type ImageAction } from './policy.ts';
import { lockImages, selectSeenImage } from './queries.ts';

/** The fault for an image that is not there, or not there for this actor. */
export function imageNotFound(imageId: string): Fault {
  return new Fault('notFound', 'image.not-found', `No image found with ID ${imageId}`, {
    detail: { imageId },
  });
}

/** The fault of an upload whose image was deleted under it. */
export function deletedMeanwhile(imageId: string): Fault {
  return new Fault(
    'gone',
    'image.deleted-meanwhile',
    `Image ${imageId} was deleted while its bytes were on their way.`,
  );
}

/** What keeps the actor from doing this: notFound when it may not see the image, forbidden when it may see it; null: nothing does. */
export function refusalOf(
  context: Pick<Context, 'settings'>,
  actor: Actor,
  image: SeenImage,
  action: ImageAction,
): Fault | null {
  const relation = relationTo(actor, image);
  if (!inRegionOf(actor, image)) return imageNotFound(image.id);
  if (!mayWithImage(context.settings, actor, relation, 'image.show')) {
    return relation === 'stranger' ? imageNotFound(image.id) : refused(image, relation, action);
  }
  return mayWithImage(context.settings, actor, relation, action)
    ? null
    : refused(image, relation, action);
}

/** Passes, or throws what refusalOf answers. */
export function authorizeImage(
  context: Pick<Context, 'settings'>,
  actor: Actor,
  image: SeenImage,
  action: ImageAction,
): void {
  const refusal = refusalOf(context, actor, image, action);
  if (refusal !== null) throw refusal;
}

/** What takes the bytes of an image. */
const needsConsent: ReadonlySet<ImageAction> = new Set([
  'image.download',
  'image.use',
  'image.duplicate',
]);

function refused(image: SeenImage, relation: Relation, action: ImageAction): Fault {
  const undecided = relation === 'pending' || relation === 'rejected';
  if (undecided && needsConsent.has(action)) {
    return new Fault(
      'forbidden',
      'image.not-accepted',
      `Image ${image.id} is offered to this project but not accepted: accept it before its bytes are used.`,
      { detail: { imageId: image.id } },
    );
  }
  if (action === 'member.add' || action === 'member.remove' || action === 'member.answer') {
    const verb = { 'member.add': 'create', 'member.remove': 'delete', 'member.answer': 'update' }[
      action
    ];
    return new Fault(
      'forbidden',
      `${action}.refused`,
      `Not allowed to ${verb} members for image ${image.id}.`,
      { detail: { imageId: image.id } },
    );
  }
  if (action === 'image.duplicate' && (relation === 'owner' || relation === 'accepted')) {
    return new Fault(
      'forbidden',
      'image.duplicate.refused',
      'Your role does not allow you to copy images.',
      { detail: { imageId: image.id } },
    );
  }
  return new Fault(
    'forbidden',
    'image.not-owner',
    `You are not permitted to do this with image ${image.id}: it belongs to another project, or your role does not allow it.`,
    { detail: { imageId: image.id, visibility: image.visibility } },
  );
}

/** The image, when the actor may do `action` with it. */
export async function findImage(
  context: Context,
  db: DbOrTx,
  actor: Actor,
  imageId: string,
  action: ImageAction,
): Promise<SeenImage> {
  const image = isUuid(imageId) ? await selectSeenImage(db, imageId, projectIdOf(actor)) : null;
  if (image === null) throw imageNotFound(imageId);
  authorizeImage(context, actor, image, action);
  return image;
}

/** As findImage, and nobody else changes the image or its members until the transaction ends. */
export async function lockImage(
  context: Context,
  tx: Tx,
  actor: Actor,
  imageId: string,
  action: ImageAction,
): Promise<SeenImage> {
  // Two statements: the second sees what the holder of the lock before us committed.
  if (isUuid(imageId)) await lockImages(tx, [imageId]);
  return await findImage(context, tx, actor, imageId, action);
}
