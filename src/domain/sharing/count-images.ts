import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { selectLimitsInForce } from '../identity/limits/queries.ts';
import { projectToList } from '../images/list-images.ts';
import { selectImageCounts, type ImageCounts } from './queries.ts';

/** How many images the actor's project has of each kind, and how many own ones it may have (null: without limit). Faults: forbidden (no role). */
export async function countImages(
  context: Context,
  actor: Actor,
): Promise<ImageCounts & { readonly ownLimit: number | null }> {
  const project = projectToList(actor);
  const [counts, limits] = await Promise.all([
    selectImageCounts(context.db, project.id, project.regionId),
    selectLimitsInForce(context.db, project, 'image'),
  ]);
  const limit = limits.get('image_count_total') ?? -1;
  return { ...counts, ownLimit: limit === -1 ? null : limit };
}
