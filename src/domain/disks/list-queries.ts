// Lists of disks: read from the index of the project, which is in list order.
import type { Db } from '../../db/pool.ts';
import { Conditions } from '../../db/project-list.ts';
import type { Page, Slice } from '../../lib/newest-first.ts';
import type { Disk, DiskKind, DiskStatus } from './disk.ts';
import { diskOf, type DiskRow } from './queries.ts';

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

/** One page, newest first. */
export async function selectDiskPage(
  db: Db,
  projectId: string,
  query: DiskFilters & Slice,
): Promise<Page<Disk>> {
  const source = { from: 'disks', time: 'created_at' } as const;
  const page = await conditionsOf(projectId, query).page<DiskRow>(db, source, query);
  return { ...page, items: page.items.map((row) => diskOf(row)) };
}

export async function countDisks(db: Db, projectId: string, filters: DiskFilters): Promise<number> {
  return await conditionsOf(projectId, filters).count(db, 'disks');
}

function conditionsOf(projectId: string, filters: DiskFilters): Conditions {
  const { search, name, ids, status, kind, serverId, imageId } = filters;
  return new Conditions()
    .equals('project_id', projectId)
    .that("status <> 'deleted'")
    .search(search)
    .equals('name', name)
    .among('id', ids)
    .equals('status', status)
    .equals('kind', kind)
    .among('server_id', serverId === undefined ? undefined : [serverId])
    .among('image_id', imageId === undefined ? undefined : [imageId]);
}
