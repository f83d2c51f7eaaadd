// The projects that a backup is shared with: those that the full-server image of it is offered to, in whatever way they have answered.
import { isUuid } from '../../lib/ids.ts';
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { findImage } from '../images/find-image.ts';
import { listMembers } from '../sharing/list-members.ts';
import type { Member } from '../sharing/member.ts';
import { selectClaimedVaults } from '../sharing/place-queries.ts';
import { backupNotFound } from './find-backup.ts';
import { selectImagesOf } from './queries.ts';

export interface BackupMember {
  readonly member: Member;
  /** Where the actor's own project has accepted it into; of others nobody learns that. */
  readonly vaultId: string | null;
}

/** All members for the backup's owner, its own entry for a member. Faults: notFound, forbidden (its image is not shared). */
export async function listBackupMembers(
  context: Context,
  actor: Actor,
  backupId: string,
): Promise<{ readonly imageId: string; readonly members: readonly BackupMember[] }> {
  const imageId = await findImageOfBackup(context, actor, backupId);
  const members = await listMembers(context, actor, imageId);
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

/** The full-server image of a backup, for its owner and for whomever it is offered to, answered or not. Faults: notFound (backup, or no image of it). */
export async function findImageOfBackup(
  context: Context,
  actor: Actor,
  backupId: string,
): Promise<string> {
  const images = isUuid(backupId) ? await selectImagesOf(context.db, [backupId]) : null;
  const imageId = images?.get(backupId.toLowerCase());
  if (imageId === undefined) throw backupNotFound(backupId);
  try {
    return (await findImage(context, context.db, actor, imageId, 'image.show')).id;
  } catch (error) {
    // Whoever sees no image sees no backup either.
    throw error instanceof Fault && error.kind === 'notFound' ? backupNotFound(backupId) : error;
  }
}
