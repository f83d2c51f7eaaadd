// SQL on the backups that stand behind full-server images, as far as images need to know them.
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import { ask, statementByIds } from '../../../db/statement.ts';

/** One disk of a full-server image. */
export interface ImagePart {
  readonly imageId: string;
  /** As it was attached; 0 is the system disk. */
  readonly slot: number;
  readonly name: string;
  /** GiB. */
  readonly size: number;
  readonly volumeType: string;
  /** SHA-256 of its bytes, a qcow2 file; null: not there yet. */
  readonly blob: string | null;
}

const parts = statementByIds<ImagePart>(
  (isAsked) => `
  select i.id as "imageId", d.slot, d.name, d.size, d.volume_type as "volumeType", d.blob
  from images i join backup_disks d on d.backup_id = i.backup_id
  where i.id ${isAsked}
  order by i.id, d.slot`,
);

/** The disks of full-server images, by image and slot; other images have no entry. */
export async function selectImageParts(
  db: DbOrTx,
  imageIds: readonly string[],
): Promise<Map<string, ImagePart[]>> {
  if (imageIds.length === 0) return new Map();
  return Map.groupBy(await ask(db, parts([...imageIds])), ({ imageId }) => imageId);
}

export interface RetiredBackup {
  readonly id: string;
  readonly projectId: string;
  readonly vaultId: string;
  readonly name: string;
}

/** Marks a backup as deleted; null: it is so already, or never was. */
export async function retireBackupRow(tx: Tx, backupId: string): Promise<RetiredBackup | null> {
  const row = await tx
    .updateTable('backups')
    .set({ status: 'deleted', deleted_at: new Date().toISOString() })
    .where('id', '=', backupId)
    .where('status', '<>', 'deleted')
    .returning(['id', 'project_id as projectId', 'vault_id as vaultId', 'name'])
    .executeTakeFirst();
  return row ?? null;
}

/** Lets go of the bytes of a backup's disks; answers which they were. */
export async function dropBackupBytes(tx: Tx, backupId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('backup_disks')
    .select('blob')
    .where('backup_id', '=', backupId)
    .execute();
  await tx
    .updateTable('backup_disks')
    .set({ blob: null, upload: null })
    .where('backup_id', '=', backupId)
    .execute();
  return [...new Set(rows.flatMap(({ blob }) => blob ?? []))];
}
