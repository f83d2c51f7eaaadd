// Looking backups up on behalf of somebody. What the project neither has nor has accepted answers like what does not exist.
import type { DbOrTx, Tx } from '../../db/pool.ts';
import { isUuid } from '../../lib/ids.ts';
import type { Actor } from '../actor.ts';
import { Fault } from '../fault.ts';
import { refusalToBackup, type Backup, type BackupAct } from './backup.ts';
import { selectStandings, type BackupStanding } from './list-queries.ts';
import { authorizeBackup, refusalOfBackup } from './policy.ts';
import { lockBackupRow, selectBackups } from './queries.ts';

/** The fault for a backup that is not there, or not there for this actor. */
export function backupNotFound(backupId: string): Fault {
  return new Fault('notFound', 'backup.not-found', `There is no backup ${backupId}.`, {
    detail: { backupId },
  });
}

export interface SeenBackup {
  readonly backup: Backup;
  readonly standing: BackupStanding;
}

/** A backup of the actor's project, or one behind an image that it has accepted. Faults: forbidden, notFound. */
export async function findBackup(db: DbOrTx, actor: Actor, backupId: string): Promise<SeenBackup> {
  const { id: projectId } = authorizeBackup(actor, 'backup.show');
  const ids = isUuid(backupId) ? [backupId.toLowerCase()] : [];
  const [standing] = await selectStandings(db, projectId, ids);
  const [backup] = standing === undefined ? [] : await selectBackups(db, ids);
  if (standing === undefined || backup === undefined) throw backupNotFound(backupId);
  return { backup, standing };
}

/** A backup with which the act can begin, and nobody else changes it until the transaction ends. Faults: forbidden, notFound, conflict. */
export async function lockBackup(
  tx: Tx,
  actor: Actor,
  backupId: string,
  act: BackupAct,
): Promise<Backup> {
  authorizeBackup(actor, `backup.${act}`);
  const { backup: seen, standing } = await findBackup(tx, actor, backupId);
  const forbidden = refusalOfBackup(actor, seen, standing.relation, `backup.${act}`);
  if (forbidden !== null) throw forbidden;
  const backup = await lockBackupRow(tx, seen.id);
  if (backup === null) throw backupNotFound(backupId);
  const refusal = refusalToBackup(backup, act);
  if (refusal !== null) throw refusal;
  return backup;
}
