import { enqueue } from '../../jobs/enqueue.ts';
import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { leaveNotices } from '../events/notices.ts';
import { recordEvent } from '../events/record-event.ts';
import { lockClaimedVaults } from '../vaults/queries.ts';
import { retireBackup } from './backups/retire-backup.ts';
import { lockImage } from './find-image.ts';
import { imageEvent } from './image-event.ts';
import { deleteStagedBytes, endTask, selectOpenTask } from './imports/queries.ts';
import { isAnnounced, type Image } from './image.ts';
import {
  deleteMembersOfImage,
  deleteUploadsOfImage,
  selectMemberProjects,
  updateImageRow,
} from './queries.ts';
import { refusalToDelete } from './refusals.ts';
import { withAffected } from './uses/affected.ts';

export interface ImageDeletion {
  /** The backup behind a full-server image goes, too; default: it stays, and another image can be made of it. */
  readonly deleteBackup?: boolean | undefined;
}

/**
 * Deletes an image for good; its id stays used. Members lose it at once and are told. Its bytes go once nothing refers to them.
 * Faults: notFound, forbidden (not the owner, protected).
 */
export async function deleteImage(
  context: Context,
  actor: Actor,
  imageId: string,
  deletion: ImageDeletion = {},
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const image = await lockImage(context, tx, actor, imageId, 'image.delete');
    const refusal = refusalToDelete(image);
    if (refusal !== null) throw refusal;
    await removeImage(tx, actor, image, deletion);
  });
}

/** The deletion itself, of an image that the transaction has locked. `actor` is null for the service itself. */
export async function removeImage(
  tx: Tx,
  actor: Actor | null,
  image: Image,
  { deleteBackup = false }: ImageDeletion = {},
): Promise<void> {
  const offered = image.visibility === 'shared' && isAnnounced(image);
  const members = offered ? await selectMemberProjects(tx, [image.id]) : [];
  if (image.kind === 'server') {
    const backupIds = deleteBackup && image.backupId !== null ? [image.backupId] : [];
    await lockClaimedVaults(tx, { imageIds: [image.id], backupIds });
  }
  await deleteMembersOfImage(tx, image.id);
  // Bytes still on their way find their upload gone when they are whole, and are thrown away.
  await deleteUploadsOfImage(tx, image.id);
  await endImport(tx, image);
  await updateImageRow(tx, image.id, {
    status: 'deleted',
    blob: null,
    stores: [],
    deleted_at: new Date().toISOString(),
  });
  const notices = members.map((member) => ({
    projectId: member.projectId,
    kind: 'image-deleted' as const,
    imageId: image.id,
    detail: { imageName: image.name, otherProjectId: image.owner },
  }));
  await leaveNotices(tx, await withAffected(tx, notices));
  await recordEvent(tx, actor, imageEvent(actor, 'image.delete', image, null));
  if (deleteBackup && image.backupId !== null) await retireBackup(tx, actor, image.backupId);
  if (image.blob !== null) await enqueue(tx, 'reclaim-blob', { digest: image.blob });
}

async function endImport(tx: Tx, image: Image): Promise<void> {
  const task = await selectOpenTask(tx, image.id);
  if (task !== null) await endTask(tx, task.id, 'failure', 'The image was deleted.');
  const staged = await deleteStagedBytes(tx, image.id);
  // It removes files that have no row any more.
  if (staged !== null) await enqueue(tx, 'recover-uploads', {});
}
