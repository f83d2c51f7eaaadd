// Lists of disks: read from the index of the project, which is in list order.
import { containing } from '../../db/containing.ts';
import type { Db } from '../../db/pool.ts';
import { ask, compose, Values } from '../../db/statement.ts';
import { isUuid } from '../../lib/ids.ts';
import type { Disk, DiskKind, DiskStatus } from './disk.ts';
import { diskOf, type DiskRow } from './queries.ts';

/** When the last disk of the page before was made, and its id. */
export type DiskCursor = readonly [createdAt: string, id: string];

export interface DiskFilters {
  /** A part of the name in any case, or the id. */
  readonly search?: string | undefined;
  readonly name?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly status?: DiskStatus | undefined;
  readonly kind?: DiskKind | undefined;
  readonly serverId?: string | undefined;
  readonly imageId?: string | undefined;
}

interface DiskPageQuery extends DiskFilters {
  readonly limit: number;
  readonly cursor: DiskCursor | null;
  readonly offset?: number | undefined;
}

export async function selectDiskPage(
  db: Db,
  projectId: string,
  query: DiskPageQuery,
): Promise<Disk[]> {
  const values = new Values();
  const conditions = conditionsOf(projectId, query, values);
  if (query.cursor !== null) {
    const [createdAt, id] = query.cursor;
    conditions.push(
      `(created_at, id) < (${values.add(createdAt)}::timestamptz, ${values.add(id)}::uuid)`,
    );
  }
  const text = `
    select * from disks where ${conditions.join(' and ')}
    order by created_at desc, id desc limit ${values.add(query.limit)}
    offset ${values.add(query.offset ?? 0)}`;
  return (await ask(db, compose<DiskRow>(text, values, { prepared: false }))).map(diskOf);
}

export async function countDisks(db: Db, projectId: string, filters: DiskFilters): Promise<number> {
  const values = new Values();
  const conditions = conditionsOf(projectId, filters, values);
  const text = `select count(*)::integer as n from disks where ${conditions.join(' and ')}`;
  const [row] = await ask(db, compose<{ n: number }>(text, values, { prepared: false }));
  return row?.n ?? 0;
}

function conditionsOf(projectId: string, filters: DiskFilters, values: Values): string[] {
  const conditions = [`project_id = ${values.add(projectId)}`, "status <> 'deleted'"];
  const { search, name, ids, status, kind, serverId, imageId } = filters;
  if (search !== undefined) {
    const found = [`name ilike ${values.add(containing(search))}`];
    if (isUuid(search)) found.push(`id = ${values.add(search)}::uuid`);
    conditions.push(`(${found.join(' or ')})`);
  }
  // What is no UUID finds nothing; it is not an error.
  const among = (column: string, wanted: readonly string[]): void => {
    conditions.push(`${column} = any (${values.add(wanted.filter(isUuid))}::uuid[])`);
  };
  if (name !== undefined) conditions.push(`name = ${values.add(name)}`);
  if (ids !== undefined) among('id', ids);
  if (status !== undefined) conditions.push(`status = ${values.add(status)}`);
  if (kind !== undefined) conditions.push(`kind = ${values.add(kind)}`);
  if (serverId !== undefined) among('server_id', [serverId]);
  if (imageId !== undefined) among('image_id', [imageId]);
  return conditions;
}
