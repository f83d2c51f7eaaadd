// The list query. Each source of images (own, open to the region, shared with me) is read from an index that is already in list order; the sources are
// merged as they are read, and reading ends with the page. Cost follows the page, not what a project can see. Which orders have such indexes: see
// 0008-list-order.sql.
import { containing } from '../../db/containing.ts';
import type { Db } from '../../db/pool.ts';
import { ask, compose, Values } from '../../db/statement.ts';
import { isUuid } from '../../lib/ids.ts';
import { memberStatuses, type MemberStatus, type SeenImage, type Visibility } from './image.ts';
import type { ImageFilters, TimeFilter } from './image-filters.ts';
import { imageOf, type ImageRow } from './queries.ts';

/** Columns a list may be sorted by. Null sorts as the empty text or -1, so that a page can go on after it. */
const sortColumns = {
  name: "coalesce(i.name, '')",
  status: 'i.status',
  containerFormat: "coalesce(i.container_format, '')",
  diskFormat: "coalesce(i.disk_format, '')",
  size: 'coalesce(i.size, -1)',
  id: 'i.id',
  createdAt: 'i.created_at',
  updatedAt: 'i.updated_at',
} as const;

export type SortColumn = keyof typeof sortColumns;

export interface SortKey {
  readonly column: SortColumn;
  readonly direction: 'asc' | 'desc';
}

export interface ImagePageQuery {
  readonly projectId: string;
  readonly regionId: string;
  /** Sees every image of the region. */
  readonly operator: boolean;
  /** Own images alone, or those shared with the project alone. */
  readonly only?: 'own' | 'shared';
  readonly visibility: Visibility | 'all' | null;
  readonly memberStatus: MemberStatus | 'all';
  readonly filters: ImageFilters;
  readonly sort: readonly SortKey[];
  readonly limit: number;
  readonly marker: string | null;
  /** Instead of a marker: what the last image of the page before had at its keys, creation time and id among them. */
  readonly cursor?: PageCursor;
}

/** Values in the order of the keys. */
export type PageCursor = readonly (string | number)[];

interface Order {
  readonly column: SortColumn;
  readonly by: string;
  readonly direction: 'asc' | 'desc';
}

type PageRow = ImageRow & { readonly member_status: MemberStatus | null };

/** One page, in order. The marker's own visibility has been checked. */
export async function selectImagePage(db: Db, query: ImagePageQuery): Promise<SeenImage[]> {
  const values = new Values();
  const limit = values.add(query.limit);
  const order = orderOf(query.sort);
  const last = lastOfPageBefore(query, order, values);
  const conditions = ["i.status <> 'deleted'", ...filterConditions(query.filters, values)];
  const branches = sources(query, values).map((source) => {
    const keys = order.map((key) => ({ ...key, by: source.keys?.[key.column] ?? key.by }));
    const beyond = last === null ? [] : [after(keys, last)];
    return `(
      select ${keys.map((key, index) => `${key.by} as key${index}`).join(', ')}, i.*, ${source.memberStatus} as member_status
      from ${source.from}
      where ${[...source.where, ...conditions, ...beyond].join(' and ')}
      order by ${keys.map((key) => `${key.by} ${key.direction}`).join(', ')}
      limit ${branchLimit(query.limit)})`;
  });
  const text = `
    select * from (${branches.join(' union all ')}) page
    order by ${order.map((key, index) => `key${index} ${key.direction}`).join(', ')}
    limit ${limit}`;
  const rows = await ask(db, compose<PageRow>(text, values, { prepared: isUsual(query) }));
  return rows.map((row) => ({ ...imageOf(row), memberStatus: row.member_status }));
}

/**
 * How far a branch may be read at most, as part of the text. A parameter would make PostgreSQL plan anew each time, since it expects more rows of one;
 * with few values few texts serve all limits.
 */
function branchLimit(limit: number): number {
  return limit <= 100 ? 100 : Math.max(limit, 1000);
}

/** True for the lists that clients ask for all day. They are few: every connection keeps each of them prepared. */
function isUsual({ filters, sort, limit }: ImagePageQuery): boolean {
  const { hidden: _hidden, properties = {}, ...others } = filters;
  const filtered = Object.keys(others).length > 0 || Object.keys(properties).length > 0;
  const [first] = sort;
  const sorted = first !== undefined && first.column !== 'createdAt' && first.column !== 'name';
  return !filtered && !sorted && sort.length <= 1 && limit <= 1000;
}

interface Source {
  readonly from: string;
  readonly where: readonly string[];
  /** The sort columns that this source's index has under another name. */
  readonly keys?: Partial<Readonly<Record<SortColumn, string>>>;
  /** Only a membership has one that means something. */
  readonly memberStatus: string;
}

const images = { from: 'images i', memberStatus: 'null::text' } as const;
const memberships = {
  // One by one, which `offset 0` keeps it to: for a few thousand places PostgreSQL would rather walk all images that there are.
  from: 'members m cross join lateral (select * from images where images.id = m.image_id offset 0) i',
  keys: { createdAt: 'm.image_created_at', name: 'm.image_name', id: 'm.image_id' },
  memberStatus: 'm.status',
} as const;

/** Disjoint sources, so that the merge needs no comparison of rows. Words of closed sets stand in the text. */
function sources(query: ImagePageQuery, values: Values): Source[] {
  const { visibility, only } = query;
  const project = values.whenNamed(query.projectId);
  const region = values.whenNamed(query.regionId);
  const sees = (...wanted: Visibility[]): boolean =>
    visibility === null || visibility === 'all' || wanted.includes(visibility);
  const asked =
    visibility === null || visibility === 'all' ? [] : [`i.visibility = '${visibility}'`];
  if (query.operator) {
    const from = `images i left join members m on m.image_id = i.id and m.project_id = ${project()}`;
    const notCommunity =
      visibility === null ? [`(i.visibility <> 'community' or i.owner = ${project()})`] : [];
    const where = [`i.region_id = ${region()}`, ...asked, ...notCommunity];
    return [{ from, where, memberStatus: 'm.status' }];
  }
  // Everybody's in the region, one's own among them.
  if (visibility === 'public' || visibility === 'community') {
    return [{ ...images, where: [`i.region_id = ${region()}`, ...asked] }];
  }
  const own: Source = { ...images, where: [`i.owner = ${project()}`, ...asked] };
  if (only === 'own') return [own];
  const found = only === undefined ? [own] : [];
  const open: Visibility[] = only === undefined && sees('public') ? ['public'] : [];
  // Community images come only when they are asked for.
  if (visibility === 'all') open.push('community');
  for (const each of open) {
    const where = [
      `i.region_id = ${region()}`,
      `i.visibility = '${each}'`,
      `i.owner <> ${project()}`,
    ];
    found.push({ ...images, where });
  }
  if (sees('shared')) {
    // The index is in list order only within one answer.
    const answers = query.memberStatus === 'all' ? memberStatuses : [query.memberStatus];
    for (const answer of answers) {
      found.push({
        ...memberships,
        where: [
          `m.project_id = ${project()}`,
          `m.status = '${answer}'`,
          `i.region_id = ${region()}`,
          "i.visibility = 'shared'",
          `i.owner <> ${project()}`,
        ],
      });
    }
  }
  return found;
}

/** The order asked for, made total by creation time and id. */
function orderOf(sort: readonly SortKey[]): Order[] {
  const keys: SortKey[] = [...sort];
  for (const column of ['createdAt', 'id'] as const) {
    if (!keys.some((key) => key.column === column)) {
      keys.push({ column, direction: sort.at(-1)?.direction ?? 'desc' });
    }
  }
  return keys.map((key) => ({ ...key, by: sortColumns[key.column] }));
}

/** The values of the last image before the page, one for each key, as the text has them; null for the first page. */
function lastOfPageBefore(
  { marker, cursor }: ImagePageQuery,
  order: readonly Order[],
  values: Values,
): readonly string[] | null {
  if (cursor !== undefined) return cursor.map((value) => values.add(value));
  if (marker === null) return null;
  const id = values.add(marker);
  return order.map((key) => `(select ${sortColumns[key.column]} from images i where i.id = ${id})`);
}

/** The rows after `last` in this order: a comparison of rows when all keys go one way, else spelled out key by key. */
function after(order: readonly Order[], last: readonly string[]): string {
  const at = (key: Order): string => last[order.indexOf(key)] ?? '';
  const [first] = order;
  if (first !== undefined && order.every((key) => key.direction === first.direction)) {
    const left = order.map((key) => key.by).join(', ');
    return `(${left}) ${first.direction === 'desc' ? '<' : '>'} (${order.map(at).join(', ')})`;
  }
  const steps = order.map((key, index) => {
    const equal = order.slice(0, index).map((before) => `${before.by} = ${at(before)}`);
    const beyond = `${key.by} ${key.direction === 'desc' ? '<' : '>'} ${at(key)}`;
    return `(${[...equal, beyond].join(' and ')})`;
  });
  return `(${steps.join(' or ')})`;
}

function filterConditions(filters: ImageFilters, values: Values): string[] {
  const conditions = [filters.hidden === true ? 'i.hidden' : 'not i.hidden'];
  const equal: Readonly<Record<string, string | readonly string[] | number | boolean | undefined>> =
    {
      owner: filters.owner,
      name: filters.name,
      status: filters.status,
      kind: filters.kind,
      container_format: filters.containerFormat,
      disk_format: filters.diskFormat,
      min_disk: filters.minDisk,
      min_ram: filters.minRam,
      protected: filters.protected,
      checksum: filters.checksum,
      blob: filters.blob,
      size: filters.size,
      virtual_size: filters.virtualSize,
    };
  for (const [column, value] of Object.entries(equal)) {
    if (value === undefined) continue;
    const given = values.add(value);
    if (Array.isArray(value)) conditions.push(`i.${column} = any (${given}::text[])`);
    // No number is too big to be compared with.
    else conditions.push(`i.${column} = ${given}${typeof value === 'number' ? '::bigint' : ''}`);
  }
  if (filters.id !== undefined) {
    // What is no UUID finds nothing; it is not an error.
    const ids = [filters.id].flat().filter(isUuid);
    conditions.push(`i.id = any (${values.add(ids)}::uuid[])`);
  }
  if (filters.search !== undefined) conditions.push(searchCondition(filters.search, values));
  if (filters.sizeMin !== undefined) conditions.push(`i.size >= ${values.add(filters.sizeMin)}`);
  if (filters.sizeMax !== undefined) conditions.push(`i.size <= ${values.add(filters.sizeMax)}`);
  for (const [column, filter] of [
    ['created_at', filters.createdAt],
    ['updated_at', filters.updatedAt],
  ] as const) {
    if (filter !== undefined) conditions.push(timeCondition(column, filter, values));
  }
  if (filters.tags !== undefined && filters.tags.length > 0) {
    conditions.push(`i.tags @> ${values.add(filters.tags)}::text[]`);
  }
  if (filters.properties !== undefined && Object.keys(filters.properties).length > 0) {
    conditions.push(`i.properties @> ${values.add(JSON.stringify(filters.properties))}::jsonb`);
  }
  return conditions;
}

/** An image (`i`) whose name holds the text, in any case, or whose id it is. */
export function searchCondition(text: string, values: Values): string {
  const part = values.add(containing(text));
  return isUuid(text)
    ? `(i.name ilike ${part} or i.id = ${values.add(text)})`
    : `i.name ilike ${part}`;
}

function timeCondition(column: string, { operator, time }: TimeFilter, values: Values): string {
  return `date_trunc('second', i.${column}) ${operator} ${values.add(time)}::timestamptz`;
}
