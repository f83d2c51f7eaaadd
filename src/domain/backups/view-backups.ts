// Backups with all that a person wants to see at a glance: whose they are, where they lie, what was made of them, what can be done.
import type { DbOrTx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { ProjectNames } from '../identity/projects/project-names.ts';
import type { ProjectName } from '../identity/projects/project.ts';
import type { MemberStatus } from '../images/image.ts';
import type { Job } from '../jobs/job.ts';
import { selectJobs } from '../jobs/queries.ts';
import { backupActs, refusalToBackup, type Backup, type BackupAct } from './backup.ts';
import type { SeenBackup } from './find-backup.ts';
import type { BackupStanding } from './list-queries.ts';
import { refusalOfBackup } from './policy.ts';
import { selectBackups } from './queries.ts';

export interface BackupView {
  readonly backup: Backup;
  readonly owner: ProjectName;
  /** Another project's, behind an image that was accepted. */
  readonly shared: boolean;
  /** The viewer's own: where its backup lies, or where it has accepted a shared one into. */
  readonly vault: { readonly id: string; readonly name: string } | null;
  readonly image: { readonly id: string; readonly name: string | null } | null;
  /** What makes it, or made it; null: another project's, or forgotten. */
  readonly job: Job | null;
  /** Of a shared one. */
  readonly memberStatus: MemberStatus | null;
  /** True, or the code of the fault that the act would end with. */
  readonly can: Readonly<Record<BackupAct, true | string>>;
}

/** In the order of the standings; those that were deleted meanwhile are left out. */
export async function viewBackups(
  context: Context,
  actor: Actor,
  standings: readonly BackupStanding[],
): Promise<BackupView[]> {
  const seen = await withBackups(context.db, standings);
  const [owners, jobs] = await Promise.all([
    ProjectNames.of(
      context.db,
      seen.map(({ backup }) => backup.projectId),
    ),
    selectJobs(
      context.db,
      seen.flatMap(({ backup, standing }) =>
        standing.relation === 'own' ? (backup.jobId ?? []) : [],
      ),
    ),
  ]);
  return seen.map(({ backup, standing }): BackupView => {
    const { relation, vaultId, vaultName, imageId, imageName, memberStatus } = standing;
    return {
      backup,
      owner: owners.get(backup.projectId),
      shared: relation === 'shared',
      vault: vaultId === null ? null : { id: vaultId, name: vaultName ?? '' },
      image: imageId === null ? null : { id: imageId, name: imageName },
      job: jobs.get(backup.jobId ?? '') ?? null,
      memberStatus,
      can: abilitiesOf(context, actor, { backup, standing }),
    };
  });
}

async function withBackups(
  db: DbOrTx,
  standings: readonly BackupStanding[],
): Promise<SeenBackup[]> {
  const backups = await selectBackups(
    db,
    standings.map(({ id }) => id),
  );
  const byId = new Map(backups.map((backup) => [backup.id, backup]));
  return standings.flatMap((standing) => {
    const backup = byId.get(standing.id);
    return backup === undefined ? [] : [{ backup, standing }];
  });
}

function abilitiesOf(
  { engine }: Pick<Context, 'engine'>,
  actor: Actor,
  { backup, standing }: SeenBackup,
): BackupView['can'] {
  const ability = (act: BackupAct): true | string => {
    const refusal =
      refusalOfBackup(actor, backup, standing.relation, `backup.${act}`) ??
      refusalToBackup(backup, act);
    if (refusal !== null) return refusal.code;
    return act === 'restore' && engine === null ? 'engine.unavailable' : true;
  };
  return Object.fromEntries(backupActs.map((act) => [act, ability(act)])) as BackupView['can'];
}
