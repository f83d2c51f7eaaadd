// Lists of images: what a project sees, page by page.
import { isUuid } from '../../lib/ids.ts';
import { hasRole, type Actor, type ProjectScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { findImage } from './find-image.ts';
import type { MemberStatus, SeenImage, Visibility } from './image.ts';
import type { ImageFilters } from './image-filters.ts';
import { selectImagePage, type SortKey } from './list-queries.ts';

export interface ImageListQuery {
  /** `all` includes community images; absent: own, public and shared with me. */
  readonly visibility?: Visibility | 'all';
  /** Which shares with me; default accepted. */
  readonly memberStatus?: MemberStatus | 'all';
  readonly filters?: ImageFilters;
  /** Default: newest first. Ties are broken by creation time and id. */
  readonly sort?: readonly SortKey[];
  /** Rows at most; the caller has applied the settings. */
  readonly limit: number;
  /** The id of the last image of the page before. */
  readonly marker?: string;
}

/** One page of the images the actor may see. Faults: forbidden (no role, no project), invalid (marker that it cannot see). */
export async function listImages(
  context: Context,
  actor: Actor,
  query: ImageListQuery,
): Promise<SeenImage[]> {
  const project = projectToList(actor);
  if (query.marker !== undefined) await checkMarker(context, actor, query.marker);
  if (query.limit === 0) return [];
  return await selectImagePage(context.db, {
    projectId: project.id,
    regionId: project.regionId,
    operator: actor.role === 'admin',
    visibility: query.visibility ?? null,
    memberStatus: query.memberStatus ?? 'accepted',
    filters: query.filters ?? {},
    sort: query.sort ?? [],
    limit: query.limit,
    marker: query.marker ?? null,
  });
}

/** The project that the actor lists the images of. Faults: forbidden (no role, no project). */
export function projectToList(actor: Actor): ProjectScope {
  const { scope } = actor;
  if (scope.kind === 'project' && hasRole(actor, 'reader')) return scope.project;
  throw new Fault(
    'forbidden',
    'image.list-refused',
    scope.kind === 'project'
      ? 'Your role does not allow you to list images.'
      : 'Images belong to projects: use a token that is scoped to one.',
  );
}

/** Throws `invalid` unless the actor may see the image that a page begins after. */
export async function checkMarker(context: Context, actor: Actor, marker: string): Promise<void> {
  const bad = new Fault(
    'invalid',
    'page.bad-marker',
    `Marker ${marker} is not an image that you can see.`,
  );
  if (!isUuid(marker)) throw bad;
  await findImage(context, context.db, actor, marker, 'image.show').catch((error: unknown) => {
    throw error instanceof Fault ? bad : error;
  });
}
