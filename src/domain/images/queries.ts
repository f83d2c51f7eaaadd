// All SQL on images, their uploads, and the member rows that come and go with an image. Lists: list-queries.ts.
import {
  sql,
  type Insertable,
  type RawBuilder,
  type Selectable,
  type SqlBool,
  type Updateable,
} from 'kysely';
import { processIsDead } from '../../db/process-lock.ts';
import type { Db, DbOrTx, Tx } from '../../db/pool.ts';
import type { ImageTable } from '../../db/schema.ts';
import { ask, sendAhead, statement, statementByIds } from '../../db/statement.ts';
import type {
  ContainerFormat,
  DiskFormat,
  Image,
  ImageKind,
  ImageOrigin,
  ImageStatus,
  MemberStatus,
  SeenImage,
  Visibility,
  UploadPhase,
  UploadProgress,
} from './image.ts';

export type ImageRow = Selectable<ImageTable>;

/** A row as an Image; the checks in 0003-images.sql and the use cases guarantee the closed sets. */
export function imageOf(row: ImageRow): Image {
  return {
    id: row.id,
    owner: row.owner,
    regionId: row.region_id,
    kind: row.kind as ImageKind,
    name: row.name,
    status: row.status as ImageStatus,
    visibility: row.visibility as Visibility,
    containerFormat: row.container_format as ContainerFormat | null,
    diskFormat: row.disk_format as DiskFormat | null,
    minDisk: row.min_disk,
    minRam: row.min_ram,
    protected: row.protected,
    hidden: row.hidden,
    blob: row.blob,
    stores: row.stores,
    importingTo: row.importing_to,
    importFailed: row.import_failed,
    size: row.size,
    virtualSize: row.virtual_size,
    checksum: row.checksum,
    detectedFormat: row.detected_format,
    encrypted: row.encrypted,
    properties: row.properties,
    tags: row.tags,
    origin: originOf(row),
    backupId: row.backup_id,
    foreignBackup: row.foreign_backup,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    activeAt: row.active_at,
  };
}

function originOf(row: ImageRow): ImageOrigin | null {
  const { origin_id: imageId, origin_name: name, origin_project_id: projectId } = row;
  return imageId === null || projectId === null ? null : { imageId, name, projectId };
}

const seenImages = statement<
  ImageRow & { member_status: string | null },
  [imageIds: readonly string[], projectId: string | null]
>(`
  select i.*, m.status as member_status
  from images i
  left join members m on m.image_id = i.id and m.project_id = $2
  where i.id = any ($1) and i.status <> 'deleted'`);

/** The images of `imageIds` that are not deleted, each with the member row of `projectId`; in no order. */
export async function selectSeenImages(
  db: DbOrTx,
  imageIds: readonly string[],
  projectId: string | null,
): Promise<SeenImage[]> {
  if (imageIds.length === 0) return [];
  return (await ask(db, seenImages(imageIds, projectId))).map((row) => ({
    ...imageOf(row),
    memberStatus: row.member_status as MemberStatus | null,
  }));
}

/** As selectSeenImages, for one. */
export async function selectSeenImage(
  db: DbOrTx,
  imageId: string,
  projectId: string | null,
): Promise<SeenImage | null> {
  const [image] = await selectSeenImages(db, [imageId], projectId);
  return image ?? null;
}

/**
 * Locks images against every other change to them or their members until the transaction ends, in id order so that
 * two batches cannot wait for each other. It goes with the next statement, which sees what the holder of the lock before committed.
 */
export async function lockImages(tx: Tx, imageIds: readonly string[]): Promise<void> {
  if (imageIds.length > 0) await sendAhead(tx, imageLocks(imageIds));
}

const imageLocks = statementByIds<object>(
  (isAsked) => `select from images where id ${isAsked} order by id for update`,
);

/** Inserts an image; false when its id was ever used. */
export async function insertImage(tx: Tx, row: Insertable<ImageTable>): Promise<ImageRow | null> {
  const inserted = await tx
    .insertInto('images')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
  return inserted ?? null;
}

/** Changes a locked image and its `updated_at`. */
export async function updateImageRow(
  tx: Tx,
  imageId: string,
  changes: Updateable<ImageTable>,
): Promise<Image> {
  const row = await tx
    .updateTable('images')
    .set({ ...changes, updated_at: sql`now()` })
    .where('id', '=', imageId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return imageOf(row);
}

const imagesShare = statement<ImageRow, [ids: readonly string[]]>(`
  update images set visibility = 'shared', updated_at = now() where id = any ($1) returning *`);

/** Makes locked images shared, in one statement; answers them as they are then, in no order. */
export async function makeImagesShared(tx: Tx, imageIds: readonly string[]): Promise<Image[]> {
  return imageIds.length === 0 ? [] : (await ask(tx, imagesShare(imageIds))).map(imageOf);
}

/** Begins an upload that has `reserved` bytes of its project's quota, or of the staging area's when `staged`. */
export async function insertUpload(
  tx: Tx,
  upload: { id: string; imageId: string; processId: number; reserved: number; staged?: boolean },
): Promise<void> {
  await tx
    .insertInto('uploads')
    .values({
      id: upload.id,
      image_id: upload.imageId,
      process_id: upload.processId,
      reserved: upload.reserved,
      staged: upload.staged ?? false,
    })
    .execute();
}

/** Ends an upload; false when it was ended before (its image deleted, or its process taken for dead). */
export async function deleteUpload(tx: Tx, uploadId: string): Promise<boolean> {
  const result = await tx.deleteFrom('uploads').where('id', '=', uploadId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Notes how far an upload is; one that was ended before is left alone. */
export async function updateUploadProgress(
  db: Db,
  uploadId: string,
  progress: { readonly phase: UploadPhase; readonly received: number },
): Promise<void> {
  await db.updateTable('uploads').set(progress).where('id', '=', uploadId).execute();
}

/** How far the upload of an image is, as noted; undefined: there is none. */
export async function findUploadProgress(
  db: DbOrTx,
  imageId: string,
): Promise<UploadProgress | undefined> {
  const row = await db
    .selectFrom('uploads')
    .select(['phase', 'received', 'created_at as since'])
    .where('image_id', '=', imageId)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, phase: row.phase as UploadPhase };
}

export async function deleteUploadsOfImage(tx: Tx, imageId: string): Promise<void> {
  await tx.deleteFrom('uploads').where('image_id', '=', imageId).execute();
}

/** The uploads whose process is dead: nobody holds its advisory lock any more. */
export async function selectAbandonedUploads(
  db: DbOrTx,
): Promise<{ id: string; imageId: string }[]> {
  const rows = await db
    .selectFrom('uploads')
    .select(['id', 'image_id'])
    .where(sql.raw<SqlBool>(processIsDead('uploads.process_id')))
    .execute();
  return rows.map((row) => ({ id: row.id, imageId: row.image_id }));
}

/** The ids of the uploads in `ids` that are still going on, whose bytes wait for an import, or that bring a backup's. */
export async function selectUploads(db: DbOrTx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  // One statement: an upload becomes staged bytes in a moment that it sees all of or nothing.
  const rows = await db
    .selectFrom('uploads')
    .select('id')
    .where('id', 'in', ids)
    .union(db.selectFrom('staged_bytes').select('name as id').where('name', 'in', ids))
    .union(
      db
        .selectFrom('backup_disks')
        .select((each) => each.ref('upload').$notNull().as('id'))
        .where('upload', 'in', ids),
    )
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** The projects that are members of images, in whatever way they have answered; oldest first. */
export async function selectMemberProjects(
  db: DbOrTx,
  imageIds: readonly string[],
): Promise<{ imageId: string; projectId: string }[]> {
  return await db
    .selectFrom('members')
    .select(['image_id as imageId', 'project_id as projectId'])
    .where('image_id', '=', anyOf(imageIds))
    .orderBy('created_at')
    .orderBy('project_id')
    .execute();
}

function anyOf(ids: readonly string[]): RawBuilder<string> {
  return sql<string>`any (${[...ids]}::uuid[])`;
}

const imageNames = statement<{ id: string; name: string | null }, [ids: readonly string[]]>(
  'select id, name from images where id = any ($1::uuid[])',
);

/** The names of images, deleted ones too. */
export async function selectImageNames(
  db: DbOrTx,
  imageIds: readonly string[],
): Promise<Map<string, string | null>> {
  if (imageIds.length === 0) return new Map();
  const rows = await ask(db, imageNames([...new Set(imageIds)]));
  return new Map(rows.map((row) => [row.id, row.name]));
}

const imagesWithMembers = statement<{ id: string }, [imageIds: readonly string[]]>(
  'select distinct image_id as id from members where image_id = any ($1::uuid[])',
);

/** Those of the images that have members, whatever they have answered. */
export async function selectImagesWithMembers(
  db: DbOrTx,
  imageIds: readonly string[],
): Promise<Set<string>> {
  if (imageIds.length === 0) return new Set();
  return new Set((await ask(db, imagesWithMembers(imageIds))).map((row) => row.id));
}

/** Takes every answer at these images back to pending. */
export async function resetAnswers(tx: Tx, imageIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('members')
    .set({ status: 'pending', updated_at: sql`now()` })
    .where('image_id', '=', anyOf(imageIds))
    .where('status', '<>', 'pending')
    .execute();
}

export async function deleteMembersOfImage(tx: Tx, imageId: string): Promise<void> {
  await tx.deleteFrom('members').where('image_id', '=', imageId).execute();
}

/** The ids of a project's images that are not deleted, at most `limit`. */
export async function selectImageIdsOfOwner(
  db: DbOrTx,
  owner: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('images')
    .select('id')
    .where('owner', '=', owner)
    .where('status', '<>', 'deleted')
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
