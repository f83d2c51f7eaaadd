// Who may do what with backups. "own" is one of the actor's project, "shared" one behind a full-server image of another project that it has accepted; any other
// does not exist.
import type { Actor, ProjectScope } from '../actor.ts';
import { Fault } from '../fault.ts';
import { allows, type PolicyTable } from '../policy.ts';

export const backupActions = [
  'backup.list',
  'backup.show',
  'backup.create',
  'backup.restore',
  'backup.make-image',
  'backup.update',
  'backup.delete',
] as const;
export type BackupAction = (typeof backupActions)[number];

export type BackupRelation = 'own' | 'shared';

export const backupPolicy: PolicyTable<BackupAction, BackupRelation> = {
  'backup.list': { own: 'reader', shared: 'reader' },
  'backup.show': { own: 'reader', shared: 'reader' },
  'backup.create': { own: 'member', shared: 'nobody' },
  // Of a shared one servers are made by its image, and what becomes of it is its owner's to say.
  'backup.restore': { own: 'member', shared: 'nobody' },
  'backup.make-image': { own: 'member', shared: 'nobody' },
  'backup.update': { own: 'member', shared: 'nobody' },
  'backup.delete': { own: 'member', shared: 'nobody' },
};

/** The project that the actor works in. Throws `forbidden`, also with a token of another scope than a project. */
export function authorizeBackup({ role, scope }: Actor, action: BackupAction): ProjectScope {
  if (scope.kind === 'project' && allows(backupPolicy, { role }, 'own', action)) {
    return scope.project;
  }
  throw new Fault('forbidden', 'backup.forbidden', 'Your role does not allow you to do this.', {
    detail: { action },
  });
}

/** What keeps the actor from doing this with a backup that it sees; null: nothing does. */
export function refusalOfBackup(
  actor: Pick<Actor, 'role'>,
  backup: { readonly id: string; readonly projectId: string },
  relation: BackupRelation,
  action: BackupAction,
): Fault | null {
  if (allows(backupPolicy, actor, relation, action)) return null;
  return relation === 'own'
    ? new Fault('forbidden', 'backup.forbidden', 'Your role does not allow you to do this.', {
        detail: { action },
      })
    : new Fault(
        'forbidden',
        'backup.not-owner',
        `Backup ${backup.id} belongs to another project: make servers of its image.`,
        { detail: { backupId: backup.id } },
      );
}
