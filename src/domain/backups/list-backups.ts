// The backups that the actor's project sees.
import type { Page, Slice } from '../../lib/newest-first.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { findBackup } from './find-backup.ts';
import { countBackups as countRows, selectBackupPage, type BackupFilters } from './list-queries.ts';
import { authorizeBackup } from './policy.ts';
import { viewBackups, type BackupView } from './view-backups.ts';

/** One page, newest first, and where it ended, null when it was the last. Faults: forbidden. */
export async function listBackups(
  context: Context,
  actor: Actor,
  query: BackupFilters & Slice,
): Promise<Page<BackupView>> {
  const { id: projectId } = authorizeBackup(actor, 'backup.list');
  const { items, next } = await selectBackupPage(context.db, projectId, query);
  return { items: await viewBackups(context, actor, items), next };
}

/** How many backups a list without end would have. Faults: forbidden. */
export async function countBackups(
  context: Context,
  actor: Actor,
  filters: BackupFilters,
): Promise<number> {
  const { id: projectId } = authorizeBackup(actor, 'backup.list');
  return await countRows(context.db, projectId, filters);
}

/** Faults: forbidden, notFound. */
export async function showBackup(
  context: Context,
  actor: Actor,
  backupId: string,
): Promise<BackupView> {
  const { backup, standing } = await findBackup(context.db, actor, backupId);
  const [view] = await viewBackups(context, actor, [standing]);
  // It was deleted between two looks: as it was before.
  return view ?? (await showBackup(context, actor, backup.id));
}
