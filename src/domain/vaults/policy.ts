// Who may do what with vaults. A vault is its project's alone: to others it does not exist.
import type { Actor, ProjectScope } from '../actor.ts';
import { Fault } from '../fault.ts';
import { allows, type PolicyTable } from '../policy.ts';

export type VaultAction =
  | 'vault.show'
  | 'vault.list'
  | 'vault.create'
  | 'vault.update'
  | 'vault.delete';

export const vaultPolicy: PolicyTable<VaultAction, 'own'> = {
  'vault.show': { own: 'reader' },
  'vault.list': { own: 'reader' },
  'vault.create': { own: 'member' },
  'vault.update': { own: 'member' },
  'vault.delete': { own: 'member' },
};

/** True when the actor works in a project, and its role there is enough. */
export function mayWithVaults({ role, scope }: Actor, action: VaultAction): boolean {
  return scope.kind === 'project' && allows(vaultPolicy, { role }, 'own', action);
}

/** The project that the actor works in. Throws `forbidden`, also with a token of another scope than a project. */
export function authorizeVault(actor: Actor, action: VaultAction): ProjectScope {
  const { scope } = actor;
  if (scope.kind === 'project' && mayWithVaults(actor, action)) return scope.project;
  throw new Fault('forbidden', 'vault.forbidden', 'Your role does not allow you to do this.', {
    detail: { action },
  });
}
