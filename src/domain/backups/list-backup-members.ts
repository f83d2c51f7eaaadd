// The projects that a backup is shared with: those that the full-server image of it is offered to, in whatever way they have answered.
import { isUuid } from '../../lib/ids.ts';
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { findImage } from '../images/find-image.ts';
import { listMemberPage } from '../sharing/list-members.ts';
import type { Member } from '../sharing/member.ts';
import { selectClaimedVaults } from '../sharing/place-queries.ts';
import { backupNotFound, findBackup } from './find-backup.ts';
import { selectImagesOf } from './queries.ts';

export interface BackupMember {
  readonly member: Member;
  /** Where the actor's own project has accepted it into; of others nobody learns that. */
  readonly vaultId: string | null;
}

/** All members for the backup's owner, its own entry for a member. Faults: notFound, conflict (no image of it). */
export async function listBackupMembers(
  context: Context,
  actor: Actor,
  backupId: string,
): Promise<{ readonly imageId: string; readonly members: readonly BackupMember[] }> {
  const imageId = await findImageOfBackup(context, actor, backupId);
  // There are never more: it may have ten.
  const page = { limit: 1000, after: null };
  const { members } = await listMemberPage(context, actor, imageId, page);
  const own = projectIdOf(actor) ?? '';
  const vaults = await selectClaimedVaults(context.db, [imageId], own);
  return {
    imageId,
    members: members.map((member) => ({
      member,
      vaultId: member.projectId === own ? (vaults.get(imageId) ?? null) : null,
    })),
  };
}

/** The full-server image of a backup, for its owner and for whomever it is offered to, answered or not. Faults: notFound, conflict (no image of it). */
export async function findImageOfBackup(
  context: Context,
  actor: Actor,
  backupId: string,
): Promise<string> {
  const images = isUuid(backupId) ? await selectImagesOf(context.db, [backupId]) : null;
  const imageId = images?.get(backupId.toLowerCase());
  if (imageId === undefined) {
    const { backup } = await findBackup(context.db, actor, backupId);
    throw new Fault(
      'conflict',
      'backup.no-image',
      `No image is made of backup ${backup.id}: a backup is shared by its full-server image.`,
      { detail: { backupId: backup.id } },
    );
  }
  try {
    return (await findImage(context, context.db, actor, imageId, 'image.show')).id;
  } catch (error) {
    // Whoever sees no image sees no backup either.
    throw error instanceof Fault && error.kind === 'notFound' ? backupNotFound(backupId) : error;
  }
}
