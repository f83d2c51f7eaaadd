// The list query. Each source of images (own, open to the region, shared with me) is read from an index that is already in list order and cut
// at the page's size; the short results are merged; only then are whole rows fetched. Cost follows the page, not what a project can see.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Db } from '../../db/pool.ts';
import { isUuid } from '../../lib/ids.ts';
import { memberStatuses, type MemberStatus, type SeenImage, type Visibility } from './image.ts';
import type { ImageFilters, TimeFilter } from './image-filters.ts';
import { imageOf, type ImageRow } from './queries.ts';

/** Columns a list may be sorted by. Null sorts as the empty text or -1, so that a page can go on after it. */
const sortColumns = {
  name: sql`coalesce(i.name, '')`,
  status: sql`i.status`,
  containerFormat: sql`coalesce(i.container_format, '')`,
  diskFormat: sql`coalesce(i.disk_format, '')`,
  size: sql`coalesce(i.size, -1)`,
  id: sql`i.id`,
  createdAt: sql`i.created_at`,
  updatedAt: sql`i.updated_at`,
} as const;

export type SortColumn = keyof typeof sortColumns;

export interface SortKey {
  readonly column: SortColumn;
  readonly direction: 'asc' | 'desc';
}

export interface ImagePageQuery {
  /** null: a system-scoped operator, which has no own images and no memberships. */
  readonly projectId: string | null;
  /** null: every region. */
  readonly regionId: string | null;
  /** Sees every image of the region. */
  readonly operator: boolean;
  readonly visibility: Visibility | 'all' | null;
  readonly memberStatus: MemberStatus | 'all';
  readonly filters: ImageFilters;
  readonly sort: readonly SortKey[];
  readonly limit: number;
  readonly marker: string | null;
}

type Condition = RawBuilder<SqlBool>;

interface Order {
  readonly column: SortColumn;
  readonly by: RawBuilder<unknown>;
  /** The same value under a name that the merge can sort by. */
  readonly name: string;
  readonly direction: 'asc' | 'desc';
}

/** One page, in order. The marker's own visibility has been checked. */
export async function selectImagePage(db: Db, query: ImagePageQuery): Promise<SeenImage[]> {
  const order = orderOf(query.sort);
  const conditions = [sql<SqlBool>`i.status <> 'deleted'`, ...filterConditions(query.filters)];
  const branches = sources(query).map((source) => {
    const keys = order.map((key) => ({ ...key, by: source.keys?.[key.column] ?? key.by }));
    const columns = sql.join(keys.map((key) => sql`${key.by} as ${sql.ref(key.name)}`));
    const orderBy = sql.join(keys.map((key) => sql`${key.by} ${sql.raw(key.direction)}`));
    const beyond = query.marker === null ? [] : [after(keys, query.marker)];
    return sql`(
      select i.id as image_id, ${columns} from ${source.from}
      where ${sql.join([...source.where, ...conditions, ...beyond], sql` and `)}
      order by ${orderBy} limit ${query.limit})`;
  });
  if (branches.length === 0) return [];
  const merged = sql.join(
    order.map((key) => sql`${sql.ref(`page.${key.name}`)} ${sql.raw(key.direction)}`),
  );
  const { rows } = await sql<ImageRow & { member_status: MemberStatus | null }>`
    with page as (
      select * from (${sql.join(branches, sql` union all `)}) page
      order by ${merged} limit ${query.limit}
    )
    select images.*, m.status as member_status
    from page
    join images on images.id = page.image_id
    left join members m on m.image_id = images.id and m.project_id = ${query.projectId}
    order by ${merged}`.execute(db);
  return rows.map((row) => ({ ...imageOf(row), memberStatus: row.member_status }));
}

interface Source {
  readonly from: RawBuilder<unknown>;
  readonly where: readonly Condition[];
  /** The same values where this source's index has them. */
  readonly keys?: Partial<Readonly<Record<SortColumn, RawBuilder<unknown>>>>;
}

const images = sql`images i`;
const memberships = sql`members m join images i on i.id = m.image_id`;
const memberKeys = { createdAt: sql`m.image_created_at`, id: sql`m.image_id` };

/** Disjoint sources, so that the merge needs no comparison of rows. */
function sources(query: ImagePageQuery): Source[] {
  const { visibility, projectId } = query;
  const inRegion = query.regionId === null ? [] : [sql<SqlBool>`i.region_id = ${query.regionId}`];
  const sees = (...wanted: Visibility[]): boolean =>
    visibility === null || visibility === 'all' || wanted.includes(visibility);
  const asked: Condition[] =
    visibility === null || visibility === 'all' ? [] : [sql`i.visibility = ${visibility}`];
  if (query.operator) {
    const notCommunity: Condition[] =
      visibility === null ? [sql`(i.visibility <> 'community' or i.owner = ${projectId})`] : [];
    return [{ from: images, where: [...inRegion, ...asked, ...notCommunity] }];
  }
  if (projectId === null) return [];
  // Everybody's in the region, one's own among them.
  if (visibility === 'public' || visibility === 'community') {
    return [{ from: images, where: [...inRegion, ...asked] }];
  }
  const found: Source[] = [{ from: images, where: [sql`i.owner = ${projectId}`, ...asked] }];
  const open: Visibility[] = sees('public') ? ['public'] : [];
  // Community images come only when they are asked for.
  if (visibility === 'all') open.push('community');
  for (const each of open) {
    found.push({
      from: images,
      where: [...inRegion, sql`i.visibility = ${each}`, sql`i.owner <> ${projectId}`],
    });
  }
  if (sees('shared')) {
    // The index is in list order only within one answer.
    const answers = query.memberStatus === 'all' ? memberStatuses : [query.memberStatus];
    for (const answer of answers) {
      found.push({
        from: memberships,
        keys: memberKeys,
        where: [
          sql`m.project_id = ${projectId}`,
          sql`m.status = ${answer}`,
          ...inRegion,
          sql`i.visibility = 'shared'`,
          sql`i.owner <> ${projectId}`,
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
  return keys.map((key, index) => ({
    column: key.column,
    by: sortColumns[key.column],
    name: `key${index}`,
    direction: key.direction,
  }));
}

/** The rows after the marker in this order: a comparison of rows when all keys go one way, else spelled out key by key. */
function after(order: readonly Order[], marker: string): Condition {
  const at = (key: Order): RawBuilder<unknown> =>
    sql`(select ${sortColumns[key.column]} from images i where i.id = ${marker})`;
  const [first] = order;
  if (first !== undefined && order.every((key) => key.direction === first.direction)) {
    const operator = sql.raw(first.direction === 'desc' ? '<' : '>');
    const left = sql.join(order.map((key) => key.by));
    return sql`(${left}) ${operator} (${sql.join(order.map(at))})`;
  }
  const steps = order.map((key, index) => {
    const equal = order.slice(0, index).map((before) => sql`${before.by} = ${at(before)}`);
    const beyond = sql`${key.by} ${sql.raw(key.direction === 'desc' ? '<' : '>')} ${at(key)}`;
    return sql`(${sql.join([...equal, beyond], sql` and `)})`;
  });
  return sql`(${sql.join(steps, sql` or `)})`;
}

function filterConditions(filters: ImageFilters): Condition[] {
  const conditions: Condition[] = [sql`i.hidden = ${filters.hidden ?? false}`];
  const equal: readonly (readonly [
    string,
    string | readonly string[] | number | boolean | undefined,
  ])[] = [
    ['owner', filters.owner],
    ['name', filters.name],
    ['status', filters.status],
    ['kind', filters.kind],
    ['container_format', filters.containerFormat],
    ['disk_format', filters.diskFormat],
    ['min_disk', filters.minDisk],
    ['min_ram', filters.minRam],
    ['protected', filters.protected],
    ['checksum', filters.checksum],
    ['blob', filters.blob],
    ['size', filters.size],
    ['virtual_size', filters.virtualSize],
  ];
  for (const [name, value] of equal) {
    const column = sql.ref(`i.${name}`);
    if (Array.isArray(value)) conditions.push(sql`${column} = any(${value}::text[])`);
    // No number is too big to be compared with.
    else if (typeof value === 'number') conditions.push(sql`${column} = ${value}::bigint`);
    else if (value !== undefined) conditions.push(sql`${column} = ${value}`);
  }
  if (filters.id !== undefined) {
    // What is no UUID finds nothing; it is not an error.
    const ids = [filters.id].flat().filter(isUuid);
    conditions.push(sql`i.id = any(${ids}::uuid[])`);
  }
  if (filters.sizeMin !== undefined) conditions.push(sql`i.size >= ${filters.sizeMin}`);
  if (filters.sizeMax !== undefined) conditions.push(sql`i.size <= ${filters.sizeMax}`);
  if (filters.createdAt !== undefined)
    conditions.push(timeCondition('created_at', filters.createdAt));
  if (filters.updatedAt !== undefined)
    conditions.push(timeCondition('updated_at', filters.updatedAt));
  if (filters.tags !== undefined && filters.tags.length > 0) {
    conditions.push(sql`i.tags @> ${filters.tags}::text[]`);
  }
  if (filters.properties !== undefined && Object.keys(filters.properties).length > 0) {
    conditions.push(sql`i.properties @> ${JSON.stringify(filters.properties)}::jsonb`);
  }
  return conditions;
}

function timeCondition(column: 'created_at' | 'updated_at', filter: TimeFilter): Condition {
  const shown = sql`date_trunc('second', ${sql.ref(`i.${column}`)})`;
  return sql`${shown} ${sql.raw(filter.operator)} ${filter.time}::timestamptz`;
}
