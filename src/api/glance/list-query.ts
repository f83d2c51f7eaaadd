// The query string of `GET /v2/images` → a domain query, and the links of a page.
import { memberStatuses, visibilities } from '../../domain/images/image.ts';
import type { ImageListQuery } from '../../domain/images/list-images.ts';
import type { SortColumn, SortKey } from '../../domain/images/list-queries.ts';
import type { Settings } from '../../domain/settings.ts';
import { invalidQuery, last, oneOf } from '../http/query.ts';
import { readFilters } from './list-filters.ts';

const sortColumns: Readonly<Record<string, SortColumn>> = {
  name: 'name',
  status: 'status',
  container_format: 'containerFormat',
  disk_format: 'diskFormat',
  size: 'size',
  id: 'id',
  created_at: 'createdAt',
  updated_at: 'updatedAt',
};

/** Reads the query; faults are Glance's 400s. */
export function readListQuery(
  settings: Pick<Settings, 'pageDefault' | 'pageMax'>,
  params: URLSearchParams,
): ImageListQuery {
  const visibility = oneOf(
    params,
    'visibility',
    [...visibilities, 'all'],
    'Invalid visibility value',
  );
  const memberStatus = oneOf(params, 'member_status', [...memberStatuses, 'all'], 'Invalid status');
  const marker = last(params, 'marker');
  return {
    ...(visibility === undefined ? {} : { visibility }),
    ...(memberStatus === undefined ? {} : { memberStatus }),
    ...(marker === undefined ? {} : { marker }),
    filters: readFilters(params),
    sort: readSort(params),
    limit: readLimit(settings, last(params, 'limit')),
  };
}

export function readLimit(
  settings: Pick<Settings, 'pageDefault' | 'pageMax'>,
  text: string | undefined,
): number {
  if (text === undefined) return settings.pageDefault;
  if (!/^-?\d+$/.test(text)) throw invalidQuery('limit param must be an integer');
  const limit = Number(text);
  if (limit < 0) throw invalidQuery('limit param must be positive');
  return Math.min(limit, settings.pageMax);
}

function readSort(params: URLSearchParams): SortKey[] {
  const sort = last(params, 'sort');
  const keys = params.getAll('sort_key');
  const directions = params.getAll('sort_dir');
  if (sort !== undefined && (keys.length > 0 || directions.length > 0)) {
    throw invalidQuery('Old and new sorting syntax cannot be combined');
  }
  if (sort !== undefined) {
    return sort.split(',').map((part) => {
      const [key = '', direction = 'desc', ...rest] = part.trim().split(':');
      if (rest.length > 0) throw invalidQuery(`Invalid sort value: ${part}`);
      return sortKey(key, direction);
    });
  }
  if (directions.length > 1 && directions.length !== keys.length) {
    throw invalidQuery('Number of sort dirs does not match the number of sort keys');
  }
  const effective = keys.length === 0 && directions.length > 0 ? ['created_at'] : keys;
  return effective.map((key, index) => sortKey(key, directions[index] ?? directions[0] ?? 'desc'));
}

function sortKey(key: string, direction: string): SortKey {
  const column = Object.hasOwn(sortColumns, key) ? sortColumns[key] : undefined;
  if (column === undefined)
    throw invalidQuery(
      `Invalid sort key: ${key}. It must be one of the following: ${Object.keys(sortColumns).join(', ')}.`,
    );
  if (direction !== 'asc' && direction !== 'desc')
    throw invalidQuery(`Invalid sort direction: ${direction}`);
  return { column, direction };
}

/** `first` and, when the page is full, `next`: the same query, relative. `ids` are what markers are made of. */
export function pageLinks(
  path: string,
  params: URLSearchParams,
  limit: number,
  ids: readonly string[],
): { first: string; next?: string } {
  const base = new URLSearchParams(params);
  base.delete('marker');
  const link = (query: URLSearchParams): string => {
    const text = query.toString();
    return text === '' ? path : `${path}?${text}`;
  };
  const marker = ids.at(-1);
  if (marker === undefined || ids.length < limit) return { first: link(base) };
  const next = new URLSearchParams(base);
  next.set('marker', marker);
  return { first: link(base), next: link(next) };
}
