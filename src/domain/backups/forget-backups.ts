import { selectIdsOfProject } from '../../db/project-list.ts';
import type { Context } from '../context.ts';
import { retireBackup } from '../images/backups/retire-backup.ts';
import { lockBackupRow } from './queries.ts';

const batch = 100;

/** Ends the backups of a project that no longer exists, and has no images any more. May be repeated at any point. */
export async function forgetBackups(context: Context, projectId: string): Promise<void> {
  while ((await forgetSome(context, projectId)) > 0);
}

async function forgetSome({ db }: Context, projectId: string): Promise<number> {
  const ids = await selectIdsOfProject(db, 'backups', projectId, batch);
  for (const id of ids) {
    await db.transaction().execute(async (tx) => {
      const backup = await lockBackupRow(tx, id);
      if (backup !== null) await retireBackup(tx, null, id);
    });
  }
  return ids.length;
}
