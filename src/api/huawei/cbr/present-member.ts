import type { BackupMember } from '../../../domain/backups/list-backup-members.ts';
import type { MemberStatus } from '../../../domain/images/image.ts';
import { microseconds } from '../microseconds.ts';

export interface ShownMember {
  /** There a record has an id beside its project's; here they are the same, so that calls by either find it. */
  readonly id: string;
  readonly status: MemberStatus;
  readonly backup_id: string;
  readonly dest_project_id: string;
  readonly image_id: string;
  readonly vault_id: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

export function presentMember(
  backupId: string,
  imageId: string,
  { member, vaultId }: BackupMember,
): ShownMember {
  return {
    id: member.projectId,
    status: member.status,
    backup_id: backupId.toLowerCase(),
    dest_project_id: member.projectId,
    image_id: imageId,
    vault_id: vaultId,
    created_at: microseconds(member.createdAt),
    updated_at: microseconds(member.updatedAt),
  };
}
