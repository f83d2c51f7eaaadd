// Lists of images, and each of them.
import { Type } from 'typebox';
import { browseImages } from '../../../domain/images/browse-images.ts';
import { countImages } from '../../../domain/sharing/count-images.ts';
import { viewImage, viewImages } from '../../../domain/sharing/view-images.ts';
import type { ImageFilters } from '../../../domain/images/image-filters.ts';
import type { SortColumn, SortKey } from '../../../domain/images/list-queries.ts';
import type { Route } from '../../http/route.ts';
import { limitOf, readCursor, writeCursor } from '../page.ts';
import { inProjectRoute } from '../route.ts';
import { ImageId, ImageParams, ProjectParams, Time } from '../schema.ts';
import { factProperties, presentImage } from './present.ts';
import { Image, ImageCounts, ImageListQuery, ImagePage, type ImageSort } from './schema.ts';

const tag = 'images';

export const imageRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'GET',
    path: '/images',
    tag,
    summary: "Lists the project's own images, the public ones of its region, or those accepted.",
    schema: { params: ProjectParams, query: ImageListQuery },
    answer: ImagePage,
    handle: async ({ context, actor, query }) => {
      const sort = sortOf(query.sort ?? '-createdAt');
      const { images, next } = await browseImages(context, actor, {
        source: query.source ?? 'own',
        filters: filtersOf(query),
        sort,
        limit: limitOf(context.settings, query.limit),
        cursor: readCursor(cursorShape(sort.column), query.cursor),
      });
      const views = await viewImages(context, actor, images);
      return { items: views.map(presentImage), nextCursor: writeCursor(next) };
    },
  }),
  inProjectRoute({
    method: 'GET',
    path: '/images/counts',
    tag,
    summary: 'Counts the images in each list, and says how many own ones there may be.',
    schema: { params: ProjectParams },
    answer: ImageCounts,
    handle: async ({ context, actor }) => await countImages(context, actor),
  }),
  inProjectRoute({
    method: 'GET',
    path: '/images/:imageId',
    tag,
    summary: 'Shows an image.',
    schema: { params: ImageParams },
    answer: Image,
    handle: async ({ context, actor, params }) =>
      presentImage(await viewImage(context, actor, params.imageId)),
  }),
];

function sortOf(sort: ImageSort): SortKey {
  const downwards = sort.startsWith('-');
  return {
    column: (downwards ? sort.slice(1) : sort) as SortColumn,
    direction: downwards ? 'desc' : 'asc',
  };
}

/** Of the sort column's value, creation time and id, as browseImages gives them. */
function cursorShape(column: SortColumn) {
  if (column === 'createdAt') return Type.Tuple([Time, ImageId]);
  const value = column === 'size' ? Type.Integer() : column === 'updatedAt' ? Time : Type.String();
  return Type.Tuple([value, Time, ImageId]);
}

function filtersOf(query: ImageListQuery): ImageFilters {
  const { search, kind, status, diskFormat, osType, tag: wanted, hidden } = query;
  return {
    ...(search === undefined ? {} : { search }),
    ...(kind === undefined ? {} : { kind }),
    ...(status === undefined ? {} : { status }),
    ...(diskFormat === undefined ? {} : { diskFormat }),
    ...(osType === undefined ? {} : { properties: { [factProperties.osType]: osType } }),
    ...(wanted === undefined ? {} : { tags: [wanted] }),
    ...(hidden === undefined ? {} : { hidden }),
  };
}
