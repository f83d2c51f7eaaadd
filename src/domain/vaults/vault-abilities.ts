// What can be done with a vault, as people are told it before they try.
import type { Actor } from '../actor.ts';
import { refusalToDelete } from './delete-vault.ts';
import { mayWithVaults, type VaultAction } from './policy.ts';
import type { Vault } from './vault.ts';

/** True, or the code of the fault that the act would end with. */
export type VaultAbilities = Readonly<Record<'update' | 'delete', true | string>>;

export function abilitiesOfVault(actor: Actor, vault: Vault): VaultAbilities {
  const may = (action: VaultAction): true | string =>
    mayWithVaults(actor, action) || 'vault.forbidden';
  const deletion = may('vault.delete');
  return {
    update: may('vault.update'),
    delete: deletion === true ? (refusalToDelete(vault)?.code ?? true) : deletion,
  };
}
