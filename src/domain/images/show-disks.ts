import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { selectImageParts } from './backups/queries.ts';
import { disksOf, type Disk } from './disks.ts';
import { findImage } from './find-image.ts';

/** The disks that an image holds, the system disk first. Faults: notFound, forbidden. */
export async function showDisks(
  context: Context,
  actor: Actor,
  imageId: string,
): Promise<readonly Disk[]> {
  const image = await findImage(context, context.db, actor, imageId, 'image.show');
  const parts = image.kind === 'server' ? await selectImageParts(context.db, [image.id]) : null;
  return disksOf(image, parts?.get(image.id));
}
