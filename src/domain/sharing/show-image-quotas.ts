import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { selectLimitsInForce } from '../identity/limits/queries.ts';
import { projectToList } from '../images/list-images.ts';
import { selectUsage } from '../images/quotas/queries.ts';
import { selectImageCounts, selectMostMembers } from './queries.ts';

export interface Quota {
  readonly used: number;
  /** null: without limit. */
  readonly limit: number | null;
}

export interface ImageQuotas {
  /** Images of the project. */
  readonly own: Quota;
  /** Images that it has accepted from others; nothing limits them. */
  readonly received: Quota;
  /** Members of one image; used: of the image that has the most. */
  readonly members: Quota;
}

/** What the actor's project may have of images and of sharing, and has. Faults: forbidden (no role, no project). */
export async function showImageQuotas(context: Context, actor: Actor): Promise<ImageQuotas> {
  const { db, settings } = context;
  const project = projectToList(actor);
  const [usage, counts, most, limits] = await Promise.all([
    selectUsage(db, project.id),
    selectImageCounts(db, project.id, project.regionId),
    selectMostMembers(db, project.id),
    selectLimitsInForce(db, project, 'image'),
  ]);
  const limit = limits.get('image_count_total') ?? -1;
  return {
    own: { used: usage.images, limit: limit === -1 ? null : limit },
    received: { used: counts.shared, limit: null },
    members: { used: most, limit: settings.membersPerImage },
  };
}
