// Images by how they stand before the actor's project: what is everybody's, its own, and shared, by it or with it. Of an administrator's project, too: what
// other projects have is not in these lists.
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { refusalOf } from './find-image.ts';
import type { ImageFilters } from './image-filters.ts';
import {
  standingOf,
  standings as allStandings,
  type MemberStatus,
  type SeenImage,
  type Standing,
} from './image.ts';
import { checkMarker, projectToList } from './list-images.ts';
import {
  countScope,
  selectImagePage,
  selectScope,
  selectTags,
  type ImageScope,
  type Offset,
  type SortKey,
} from './list-queries.ts';
import { selectImagesWithMembers, selectSeenImages } from './queries.ts';

export interface StandingImage {
  readonly image: SeenImage;
  readonly standing: Standing;
}

export interface StandingQuery {
  readonly standings: ReadonlySet<Standing>;
  /** Of what is shared with the project. */
  readonly memberStatus: MemberStatus;
  readonly filters: ImageFilters;
}

export interface StandingPage extends StandingQuery {
  readonly sort: readonly SortKey[];
  readonly limit: number;
  /** The id of the last image of the page before. */
  readonly marker?: string;
}

/** One page. Faults: forbidden (no role, no project), invalid (marker that it cannot see). */
export async function listStandings(
  context: Context,
  actor: Actor,
  query: StandingPage,
): Promise<StandingImage[]> {
  const scope = scopeOf(actor, query);
  if (query.marker !== undefined) await checkMarker(context, actor, query.marker);
  if (query.limit === 0) return [];
  const { sort, limit, marker = null } = query;
  return await withStandings(
    context,
    actor,
    await selectImagePage(context.db, { ...scope, sort, limit, marker }),
  );
}

/** The tags of those images, each once, in their order. Faults: forbidden (no role, no project). */
export async function listTags(
  context: Context,
  actor: Actor,
  query: StandingQuery,
  page: Offset,
): Promise<string[]> {
  return await selectTags(context.db, scopeOf(actor, query), page);
}

/** The tags of all own images, each once. Faults: forbidden (no role, no project). */
export async function listOwnTags(context: Context, actor: Actor, page: Offset): Promise<string[]> {
  return await selectTags(context.db, ownScope(actor, {}), page);
}

/** Own images, newest first, by their place in the list; and how many there are. Faults: forbidden (no role, no project). */
export async function findOwnImages(
  context: Context,
  actor: Actor,
  filters: ImageFilters,
  page: Offset,
): Promise<{ readonly images: readonly SeenImage[]; readonly total: number }> {
  const scope = ownScope(actor, filters);
  const [images, total] = await Promise.all([
    page.limit === 0 ? [] : selectScope(context.db, scope, page),
    countScope(context.db, scope),
  ]);
  return { images, total };
}

/** Those of the images that the actor may see; in no order. */
export async function describeStandings(
  context: Context,
  actor: Actor,
  imageIds: readonly string[],
): Promise<StandingImage[]> {
  const images = await selectSeenImages(context.db, imageIds, projectIdOf(actor));
  const seen = images.filter((image) => refusalOf(context, actor, image, 'image.show') === null);
  return await withStandings(context, actor, seen);
}

function ownScope(actor: Actor, filters: ImageFilters): ImageScope {
  return scopeOf(actor, {
    standings: new Set(allStandings),
    memberStatus: 'accepted',
    filters: { ...filters, owner: projectToList(actor).id },
  });
}

function scopeOf(actor: Actor, { standings, memberStatus, filters }: StandingQuery): ImageScope {
  const project = projectToList(actor);
  return {
    projectId: project.id,
    regionId: project.regionId,
    operator: false,
    standings: ownedBy(filters.owner, project.id, standings),
    visibility: null,
    memberStatus,
    filters,
  };
}

/** The standings that images of the owner can have before the project; places where none of them is need not be looked at. */
function ownedBy(
  owner: string | undefined,
  projectId: string,
  standings: ReadonlySet<Standing>,
): ReadonlySet<Standing> {
  if (owner === undefined) return standings;
  const excluded: readonly Standing[] = owner === projectId ? ['shared-in'] : ['own', 'shared-out'];
  return standings.difference(new Set(excluded));
}

async function withStandings(
  context: Context,
  actor: Actor,
  images: readonly SeenImage[],
): Promise<StandingImage[]> {
  const shared = images.filter((image) => image.visibility === 'shared');
  const offered = await selectImagesWithMembers(
    context.db,
    shared.map((image) => image.id),
  );
  return images.map((image) => ({
    image,
    standing: standingOf(actor, image, offered.has(image.id)),
  }));
}
