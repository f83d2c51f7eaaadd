// The list query. Each source of images (own, open to the region, shared with me) is read from an index that is already in list order; the sources are
// merged as they are read, and reading ends with the page. Cost follows the page, not what a project can see. Which orders have such indexes: see
// 0008-list-order.sql.
import type { Db } from '../../db/pool.ts';
import { ask, compose, Values } from '../../db/statement.ts';
import {
  memberStatuses,
  type MemberStatus,
  type SeenImage,
  type Standing,
  type Visibility,
} from './image.ts';
import { filterConditions } from './filter-queries.ts';
import type { ImageFilters } from './image-filters.ts';
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

/** Which images a list is of. */
export interface ImageScope {
  readonly projectId: string;
  readonly regionId: string;
  /** Sees every image of the region. */
  readonly operator: boolean;
  /** Own images alone, or those shared with the project alone. */
  readonly only?: 'own' | 'shared';
  /** Images that stand so before the project; what is said above and of visibility counts for nothing then. */
  readonly standings?: ReadonlySet<Standing>;
  readonly visibility: Visibility | 'all' | null;
  readonly memberStatus: MemberStatus | 'all';
  readonly filters: ImageFilters;
}

export interface ImagePageQuery extends ImageScope {
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
  const found = sources(query, values);
  if (found.length === 0) return [];
  const branches = found.map((source) => {
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
  return rows.map(seenImageOf);
}

export interface Offset {
  readonly limit: number;
  readonly offset: number;
}

/** The tags of all images of a scope, each once, in their order. */
export async function selectTags(db: Db, scope: ImageScope, page: Offset): Promise<string[]> {
  const values = new Values();
  const branches = branchesOf(scope, 'i.tags', values);
  if (branches === null) return [];
  const text = `
    select distinct tag from (${branches}) found cross join unnest(found.tags) tag
    order by tag limit ${values.add(page.limit)} offset ${values.add(page.offset)}`;
  const rows = await ask(db, compose<{ tag: string }>(text, values, { prepared: false }));
  return rows.map((row) => row.tag);
}

/** How many images a scope has. */
export async function countScope(db: Db, scope: ImageScope): Promise<number> {
  const values = new Values();
  const branches = branchesOf(scope, 'i.id', values);
  if (branches === null) return 0;
  const text = `select count(*) as n from (${branches}) found`;
  const [row] = await ask(db, compose<{ n: number }>(text, values, { prepared: false }));
  return row?.n ?? 0;
}

/** The images of a scope by their place in it, newest first. */
export async function selectScope(db: Db, scope: ImageScope, page: Offset): Promise<SeenImage[]> {
  const values = new Values();
  const branches = branchesOf(scope, null, values);
  if (branches === null) return [];
  const text = `
    select * from (${branches}) found
    order by created_at desc, id desc limit ${values.add(page.limit)} offset ${values.add(page.offset)}`;
  const rows = await ask(db, compose<PageRow>(text, values, { prepared: false }));
  return rows.map(seenImageOf);
}

/** Every image of a scope, in no order; `columns` null: whole rows. null: the scope can have none. */
function branchesOf(scope: ImageScope, columns: string | null, values: Values): string | null {
  const conditions = ["i.status <> 'deleted'", ...filterConditions(scope.filters, values)];
  const branches = sources(scope, values).map(
    ({ from, where, memberStatus }) =>
      `select ${columns ?? `i.*, ${memberStatus} as member_status`} from ${from} where ${[...where, ...conditions].join(' and ')}`,
  );
  return branches.length === 0 ? null : branches.join(' union all ');
}

function seenImageOf(row: PageRow): SeenImage {
  return { ...imageOf(row), memberStatus: row.member_status };
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
function sources(query: ImageScope, values: Values): Source[] {
  const { visibility, only, standings } = query;
  const project = values.whenNamed(query.projectId);
  const region = values.whenNamed(query.regionId);
  const sees = (...wanted: Visibility[]): boolean =>
    visibility === null || visibility === 'all' || wanted.includes(visibility);
  const asked =
    visibility === null || visibility === 'all' ? [] : [`i.visibility = '${visibility}'`];
  if (standings !== undefined) {
    const own = ownSource(standings, project);
    const offered = standings.has('shared-in')
      ? membershipSources(query.memberStatus, project, region)
      : [];
    return [
      ...(standings.has('public') ? [publicSource(region)] : []),
      ...(own === null ? [] : [own]),
      // Before there are bytes there is nothing to answer to.
      ...offered.map((each) => ({ ...each, where: [...each.where, 'i.blob is not null'] })),
    ];
  }
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
  if (sees('shared')) found.push(...membershipSources(query.memberStatus, project, region));
  return found;
}

type Named = () => string;

/** What others share with the project. */
function membershipSources(
  memberStatus: MemberStatus | 'all',
  project: Named,
  region: Named,
): Source[] {
  // The index is in list order only within one answer.
  const answers = memberStatus === 'all' ? memberStatuses : [memberStatus];
  return answers.map((answer) => ({
    ...memberships,
    where: [
      `m.project_id = ${project()}`,
      `m.status = '${answer}'`,
      `i.region_id = ${region()}`,
      "i.visibility = 'shared'",
      `i.owner <> ${project()}`,
    ],
  }));
}

function publicSource(region: Named): Source {
  return { ...images, where: [`i.region_id = ${region()}`, "i.visibility = 'public'"] };
}

/** The project's own images but for public ones; null: none are asked for. */
function ownSource(standings: ReadonlySet<Standing>, project: Named): Source | null {
  const own = standings.has('own');
  const sharedOut = standings.has('shared-out');
  if (!own && !sharedOut) return null;
  const where = [`i.owner = ${project()}`, "i.visibility <> 'public'"];
  if (own && sharedOut) return { ...images, where };
  return { ...images, where: [...where, own ? `not ${isSharedOut}` : isSharedOut] };
}

/** One by one, which `offset 0` keeps it to. */
const isSharedOut =
  "(i.visibility = 'shared' and exists (select from members where members.image_id = i.id offset 0))";

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
