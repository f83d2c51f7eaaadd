import { isUuid } from '../../../lib/ids.ts';
import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { imageNotFound } from '../find-image.ts';
import { inRegionOf } from '../image.ts';
import { projectToList } from '../list-images.ts';
import { selectSeenImages } from '../queries.ts';
import { selectUses, selectUsesOfOthers, type OtherUses } from './queries.ts';

/** A server or a disk that was made of an image. */
export interface Use {
  readonly id: string;
  readonly name: string;
}

export interface ImageUses {
  readonly imageId: string;
  /** Of the actor's project. */
  readonly servers: readonly Use[];
  /** Data disks; a system disk is its server's. */
  readonly disks: readonly Use[];
  /** Of other projects, counted, for the owner alone. */
  readonly others: Omit<OtherUses, 'imageId'> | null;
}

/** Of each image at most as many servers, and disks. */
const namedAtMost = 1000;

/**
 * What has been made of images, in the order of the ids. Images that the project cannot see, any more or at all, have only what it has of them itself.
 * Faults: forbidden (no role in a project), notFound (an id that is none).
 */
export async function showImageUses(
  context: Context,
  actor: Actor,
  imageIds: readonly string[],
): Promise<ImageUses[]> {
  const { db } = context;
  const { id: projectId } = projectToList(actor);
  const malformed = imageIds.find((id) => !isUuid(id));
  if (malformed !== undefined) throw imageNotFound(malformed);
  const ids = imageIds.map((id) => id.toLowerCase());
  const images = await selectSeenImages(db, ids, projectId);
  const owned = images
    .filter((image) => image.owner === projectId && inRegionOf(actor, image))
    .map(({ id }) => id);
  const [own, others] = await Promise.all([
    selectUses(
      db,
      [...new Set(ids)].map((imageId) => ({ imageId, projectId })),
      namedAtMost,
    ),
    selectUsesOfOthers(db, owned, projectId),
  ]);
  const isOwned = new Set(owned);
  const byImage = Map.groupBy(own, ({ imageId }) => imageId);
  return ids.map((imageId) => {
    const found = byImage.get(imageId) ?? [];
    const { projects = 0, servers = 0, disks = 0 } = others.get(imageId) ?? {};
    return {
      imageId,
      servers: usesOf(found.filter(({ kind }) => kind === 'server')),
      disks: usesOf(found.filter(({ kind }) => kind === 'disk')),
      others: isOwned.has(imageId) ? { projects, servers, disks } : null,
    };
  });
}

function usesOf(found: readonly Use[]): Use[] {
  return found.map(({ id, name }) => ({ id, name }));
}
