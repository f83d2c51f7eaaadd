// Lists of one kind of images, as a person looks through them: own ones, public ones, or those accepted from others.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { projectToList } from './list-images.ts';
import type { ImageFilters } from './image-filters.ts';
import type { SeenImage } from './image.ts';
import { selectImagePage, type PageCursor, type SortKey } from './list-queries.ts';

export interface Browsing {
  readonly source: 'own' | 'public' | 'shared';
  readonly filters: ImageFilters;
  readonly sort: SortKey;
  /** Images at most. */
  readonly limit: number;
  /** Where the page before ended; null: the first page. */
  readonly cursor: PageCursor | null;
}

/** One page, and where it ended, null when it was the last. Faults: forbidden (no role). */
export async function browseImages(
  context: Context,
  actor: Actor,
  { source, filters, sort, limit, cursor }: Browsing,
): Promise<{ images: SeenImage[]; next: PageCursor | null }> {
  const project = projectToList(actor);
  const images = await selectImagePage(context.db, {
    projectId: project.id,
    regionId: project.regionId,
    operator: false,
    ...(source === 'public' ? {} : { only: source }),
    visibility: source === 'public' ? 'public' : null,
    memberStatus: 'accepted',
    filters,
    sort: [sort],
    limit: limit + 1,
    marker: null,
    ...(cursor === null ? {} : { cursor }),
  });
  const page = images.slice(0, limit);
  const last = images.length > limit ? page.at(-1) : undefined;
  return { images: page, next: last === undefined ? null : cursorAfter(last, sort) };
}

/** In the order of the list's keys: the one asked for, then creation time and id. */
function cursorAfter(image: SeenImage, sort: SortKey): PageCursor {
  const { id, createdAt } = image;
  const value = {
    name: image.name ?? '',
    status: image.status,
    containerFormat: image.containerFormat ?? '',
    diskFormat: image.diskFormat ?? '',
    size: image.size ?? -1,
    id,
    createdAt,
    updatedAt: image.updatedAt,
  }[sort.column];
  return sort.column === 'createdAt' ? [createdAt, id] : [value, createdAt, id];
}
