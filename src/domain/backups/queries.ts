// All SQL on backups; what vaults hold of them: vaults/queries.ts. Lists: list-queries.ts.
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { DbOrTx, Tx } from '../../db/pool.ts';
import type { BackupDiskTable, BackupTable } from '../../db/schema.ts';
import type { VolumeType } from '../disks/disk.ts';
import type { KeptFault } from '../jobs/job.ts';
import type { Backup, BackupDisk, BackupFacts, BackupStatus } from './backup.ts';

type BackupRow = Selectable<BackupTable>;

/** A row as a Backup, with what else is known of it; the checks in 0018-vaults.sql and the use cases guarantee the closed sets. */
function backupOf(row: BackupRow, disks: readonly BackupDisk[], imageId: string | null): Backup {
  return {
    id: row.id,
    projectId: row.project_id,
    regionId: row.region_id,
    userId: row.user_id,
    vaultId: row.vault_id,
    name: row.name,
    description: row.description,
    status: row.status as BackupStatus,
    jobId: row.job_id,
    fault: row.fault as KeptFault | null,
    serverId: row.server_id,
    serverName: row.server_name,
    facts: row.facts as unknown as BackupFacts,
    foreignImageId: row.foreign_image_id,
    disks,
    imageId,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    takenAt: row.taken_at,
  };
}

export async function insertBackup(
  tx: Tx,
  row: Insertable<BackupTable>,
  disks: readonly Insertable<BackupDiskTable>[],
): Promise<void> {
  await tx.insertInto('backups').values(row).execute();
  await tx
    .insertInto('backup_disks')
    .values([...disks])
    .execute();
}

/** The backups of `ids` that are not deleted, in their order. */
export async function selectBackups(db: DbOrTx, ids: readonly string[]): Promise<Backup[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('backups')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('status', '<>', 'deleted')
    .execute();
  return await withDisks(db, ids, rows);
}

/** As selectBackups, one, and nobody else changes it until the transaction ends; null: there is none. Locked after its image and before its vault. */
export async function lockBackupRow(tx: Tx, id: string): Promise<Backup | null> {
  const rows = await tx
    .selectFrom('backups')
    .selectAll()
    .where('id', '=', id)
    .where('status', '<>', 'deleted')
    .forUpdate()
    .execute();
  const [backup] = await withDisks(tx, [id], rows);
  return backup ?? null;
}

async function withDisks(
  db: DbOrTx,
  ids: readonly string[],
  rows: readonly BackupRow[],
): Promise<Backup[]> {
  const found = rows.map(({ id }) => id);
  if (found.length === 0) return [];
  const [disks, images] = [await selectDisksOf(db, found), await selectImagesOf(db, found)];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [backupOf(row, disks.get(id) ?? [], images.get(id) ?? null)];
  });
}

async function selectDisksOf(
  db: DbOrTx,
  backupIds: readonly string[],
): Promise<Map<string, BackupDisk[]>> {
  const rows = await db
    .selectFrom('backup_disks')
    .selectAll()
    .where('backup_id', 'in', [...backupIds])
    .orderBy('slot')
    .execute();
  const byBackup = Map.groupBy(rows, (row) => row.backup_id);
  return new Map([...byBackup].map(([id, disks]) => [id, disks.map(diskOf)]));
}

function diskOf(row: Selectable<BackupDiskTable>): BackupDisk {
  return {
    id: row.id,
    slot: row.slot,
    diskId: row.disk_id,
    name: row.name,
    size: row.size,
    volumeType: row.volume_type as VolumeType,
    blob: row.blob,
    stored: row.stored,
  };
}

/** The full-server images that were made of backups, by backup. */
export async function selectImagesOf(
  db: DbOrTx,
  backupIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('images')
    .select(['id', 'backup_id'])
    .where('backup_id', 'in', [...backupIds])
    .where('status', '<>', 'deleted')
    .execute();
  return new Map(
    rows.flatMap(({ id, backup_id: backupId }) => (backupId === null ? [] : [[backupId, id]])),
  );
}

/** Changes a locked backup and its `updated_at`. */
export async function updateBackupRow(
  tx: Tx,
  id: string,
  changes: Updateable<BackupTable>,
): Promise<void> {
  await tx
    .updateTable('backups')
    .set({ ...changes, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute();
}

export async function updateBackupDisk(
  tx: Tx,
  id: string,
  changes: Updateable<BackupDiskTable>,
): Promise<void> {
  await tx.updateTable('backup_disks').set(changes).where('id', '=', id).execute();
}

/** The disks that a backup is taken of. */
export async function selectCopiedDisks(tx: Tx, backupId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('backup_disks')
    .select('disk_id')
    .where('backup_id', '=', backupId)
    .orderBy('slot')
    .execute();
  return rows.map((row) => row.disk_id);
}

/** The names that an attempt has staged bytes under. */
export async function selectUploadsOf(tx: Tx, backupId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('backup_disks')
    .select('upload')
    .where('backup_id', '=', backupId)
    .execute();
  return rows.flatMap(({ upload }) => upload ?? []);
}

/** Of these images, the first that is a full-server image of another project, or of a backup that came of one. */
export async function selectForeignImage(
  db: DbOrTx,
  imageIds: readonly string[],
  projectId: string,
): Promise<string | null> {
  if (imageIds.length === 0) return null;
  const { rows } = await sql<{ id: string }>`
    select coalesce(b.foreign_image_id, i.id) as id
    from images i left join backups b on b.id = i.backup_id
    where i.id = any (${[...imageIds]}::uuid[]) and i.kind = 'server'
      and (i.owner <> ${projectId} or i.foreign_backup)
    order by i.id limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

/** An image as what something was made from, also when it is deleted. */
export async function selectImageSource(
  db: DbOrTx,
  imageId: string,
): Promise<{ id: string; name: string | null; owner: string } | null> {
  const row = await db
    .selectFrom('images')
    .select(['id', 'name', 'owner'])
    .where('id', '=', imageId)
    .executeTakeFirst();
  return row ?? null;
}
