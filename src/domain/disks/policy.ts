// Who may do what with disks. A disk is its project's alone: to others it does not exist.
import type { Actor, ProjectScope } from '../actor.ts';
import { Fault } from '../fault.ts';
import { allows, type PolicyTable } from '../policy.ts';

export type DiskAction =
  | 'disk.show'
  | 'disk.list'
  | 'disk.create'
  | 'disk.update'
  | 'disk.attach'
  | 'disk.detach'
  | 'disk.grow'
  | 'disk.capture'
  | 'disk.delete';

export const diskPolicy: PolicyTable<DiskAction, 'own'> = {
  'disk.show': { own: 'reader' },
  'disk.list': { own: 'reader' },
  'disk.create': { own: 'member' },
  'disk.update': { own: 'member' },
  'disk.attach': { own: 'member' },
  'disk.detach': { own: 'member' },
  'disk.grow': { own: 'member' },
  'disk.capture': { own: 'member' },
  'disk.delete': { own: 'member' },
};

/** The project that the actor works in. Throws `forbidden`, also with a token of another scope than a project. */
export function authorizeDisk({ role, scope }: Actor, action: DiskAction): ProjectScope {
  if (scope.kind === 'project' && allows(diskPolicy, { role }, 'own', action)) return scope.project;
  throw new Fault('forbidden', 'disk.forbidden', 'Your role does not allow you to do this.', {
    detail: { action },
  });
}

/** True when the actor's role allows this with a disk of its own project. */
export function mayWithDisk(actor: Pick<Actor, 'role'>, action: DiskAction): boolean {
  return allows(diskPolicy, actor, 'own', action);
}
