// All SQL on disks, and on the little of servers that disks need to know. Lists: list-queries.ts.
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { DbOrTx, Tx } from '../../db/pool.ts';
import type { DiskTable } from '../../db/schema.ts';
import type { KeptFault } from '../jobs/job.ts';
import type { Disk, DiskKind, DiskStatus, ImageSource, VolumeType } from './disk.ts';

export type DiskRow = Selectable<DiskTable>;

/** A row as a Disk; the checks in 0017-servers.sql and the use cases guarantee the closed sets. */
export function diskOf(row: DiskRow): Disk {
  return {
    id: row.id,
    projectId: row.project_id,
    regionId: row.region_id,
    userId: row.user_id,
    name: row.name,
    description: row.description,
    kind: row.kind as DiskKind,
    status: row.status as DiskStatus,
    jobId: row.job_id,
    fault: row.fault as KeptFault | null,
    size: row.size,
    volumeType: row.volume_type as VolumeType,
    serverId: row.server_id,
    slot: row.slot,
    deleteWithServer: row.delete_with_server,
    source: sourceOf(row),
    base: baseOf(row),
    metadata: row.metadata,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    attachedAt: row.attached_at,
  };
}

function sourceOf(row: DiskRow): ImageSource | null {
  const { image_id: imageId, image_name: name, image_project_id: projectId } = row;
  return imageId === null || projectId === null ? null : { imageId, name, projectId };
}

function baseOf({ blob: digest, base_format: format }: DiskRow): Disk['base'] {
  return digest === null || format === null ? null : { digest, format };
}

export async function insertDiskRows(
  tx: Tx,
  rows: readonly Insertable<DiskTable>[],
): Promise<Disk[]> {
  if (rows.length === 0) return [];
  const inserted = await tx
    .insertInto('disks')
    // Not the transaction's time: it may have waited for its image.
    .values(rows.map((row) => ({ created_at: sql<string>`clock_timestamp()`, ...row })))
    .returningAll()
    .execute();
  const byId = new Map(inserted.map((row) => [row.id, diskOf(row)]));
  return rows.flatMap(({ id }) => byId.get(id) ?? []);
}

/** A disk of that project that is not deleted. */
export async function selectDisk(db: DbOrTx, id: string, projectId: string): Promise<Disk | null> {
  const row = await db
    .selectFrom('disks')
    .selectAll()
    .where('id', '=', id)
    .where('project_id', '=', projectId)
    .where('status', '<>', 'deleted')
    .executeTakeFirst();
  return row === undefined ? null : diskOf(row);
}

/** Disks by their ids, deleted ones too, in the order of the ids. */
export async function selectDisks(db: DbOrTx, ids: readonly string[]): Promise<Disk[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('disks').selectAll().where('id', 'in', ids).execute();
  const byId = new Map(rows.map((row) => [row.id, diskOf(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The disks that servers have or are about to have, by slot. */
export async function selectDisksOfServers(
  db: DbOrTx,
  serverIds: readonly string[],
): Promise<Disk[]> {
  if (serverIds.length === 0) return [];
  const rows = await db
    .selectFrom('disks')
    .selectAll()
    .where('server_id', 'in', serverIds)
    .orderBy('slot')
    .orderBy('id')
    .execute();
  return rows.map(diskOf);
}

/** As selectDisks, and nobody else changes them until the transaction ends. Locked in id order, after their server. */
export async function lockDisks(tx: Tx, ids: readonly string[]): Promise<Disk[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('disks')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
  const byId = new Map(rows.map((row) => [row.id, diskOf(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Changes a locked disk and its `updated_at`. */
export async function updateDiskRow(
  tx: Tx,
  id: string,
  changes: Updateable<DiskTable>,
): Promise<Disk> {
  const row = await tx
    .updateTable('disks')
    .set({ ...changes, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return diskOf(row);
}

/** Makes sure of a fault's form in the row. */
export function faultColumn(fault: KeptFault | null): string | null {
  return fault === null ? null : JSON.stringify(fault);
}

export interface DiskUsage {
  readonly disks: number;
  /** GiB. */
  readonly space: number;
}

/** Whoever counts what a project has of servers and disks does so one after the other. */
export async function lockProjectUsage(tx: Tx, projectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`machines of ${projectId}`}, 0))`.execute(
    tx,
  );
}

export async function selectDiskUsage(db: DbOrTx, projectId: string): Promise<DiskUsage> {
  const { rows } = await sql<DiskUsage>`
    select count(*)::integer as disks, coalesce(sum(size), 0)::integer as space
    from disks where project_id = ${projectId} and status <> 'deleted'`.execute(db);
  return rows[0] ?? { disks: 0, space: 0 };
}

/** The names of servers, deleted ones too. */
export async function selectServerNames(
  db: DbOrTx,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('servers')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The stores that have a copy of a blob. */
export async function selectStoresOf(db: DbOrTx, digest: string): Promise<string[]> {
  const rows = await db
    .selectFrom('blob_copies')
    .select('store')
    .where('digest', '=', digest)
    .execute();
  return rows.map(({ store }) => store);
}

/** Locks a server's row until the transaction ends; false when something is being done to it, or it is neither running nor stopped. */
export async function lockServerOf(tx: Tx, serverId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('servers')
    .select(['status', 'task'])
    .where('id', '=', serverId)
    .forUpdate()
    .executeTakeFirst();
  return row?.task === null && (row.status === 'running' || row.status === 'stopped');
}

/** Notes that a disk of a locked server is being captured. */
export async function claimServer(tx: Tx, serverId: string, jobId: string): Promise<void> {
  await tx
    .updateTable('servers')
    .set({ task: 'capturing', job_id: jobId, updated_at: sql`now()` })
    .where('id', '=', serverId)
    .execute();
}

/** Ends that again; false when something else is being done to the server. */
export async function releaseServer(tx: Tx, serverId: string, jobId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('servers')
    .set({ task: null, updated_at: sql`now()` })
    .where('id', '=', serverId)
    .where('task', 'in', ['capturing', 'backing-up'])
    .where('job_id', '=', jobId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What an image says of what is in it, also when it is deleted: whoever has a disk of it has known that. */
export async function selectImageFacts(
  db: DbOrTx,
  imageId: string,
): Promise<{ properties: Record<string, string>; minRam: number } | null> {
  const row = await db
    .selectFrom('images')
    .select(['properties', 'min_ram'])
    .where('id', '=', imageId)
    .executeTakeFirst();
  return row === undefined ? null : { properties: row.properties, minRam: row.min_ram };
}

/** Disks that something is being done to by a job that has ended, or is forgotten. What is done to those of a server is the server's to settle. */
export async function selectStalledDisks(db: DbOrTx): Promise<string[]> {
  const rows = await db
    .selectFrom('disks')
    .select('id')
    .where((where) =>
      where.or([
        where('status', 'in', ['growing', 'capturing']),
        where.and([
          where('status', 'in', ['creating', 'deleting']),
          where('server_id', 'is', null),
          // Without a job it was discarded with its server: the engine's sweep ends it.
          where('job_id', 'is not', null),
        ]),
      ]),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('jobs')
            .select('jobs.id')
            .whereRef('jobs.id', '=', 'disks.job_id')
            .where('jobs.status', 'in', ['waiting', 'running']),
        ),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}
