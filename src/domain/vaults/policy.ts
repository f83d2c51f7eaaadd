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

/** The project that the actor works in. Throws `forbidden`, also with a token of another scope than a project. */
export function authorizeVault({ role, scope }: Actor, action: VaultAction): ProjectScope {
  if (scope.kind === 'project' && allows(vaultPolicy, { role }, 'own', action)) {
    return scope.project;
  }
  throw new Fault('forbidden', 'vault.forbidden', 'Your role does not allow you to do this.', {
    detail: { action },
  });
}
