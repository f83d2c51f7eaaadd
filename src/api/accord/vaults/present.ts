import type { Actor } from '../../../domain/actor.ts';
import type { CheckedAnswers } from '../../../domain/sharing/check-answers.ts';
import { abilitiesOfVault } from '../../../domain/vaults/vault-abilities.ts';
import { freeOf, type Vault as DomainVault } from '../../../domain/vaults/vault.ts';
import { presentItemProblem } from '../errors.ts';
import type { AnswerCheckResult, Vault } from './schema.ts';

/** `vault` is not deleted. */
export function presentVault(actor: Actor, vault: DomainVault): Vault {
  return {
    id: vault.id,
    name: vault.name,
    description: vault.description,
    capacity: vault.capacity,
    used: vault.used,
    reserved: vault.reserved,
    free: freeOf(vault),
    objectType: vault.objectType,
    protectType: vault.protectType,
    status: vault.status === 'locked' ? 'locked' : 'available',
    can: abilitiesOfVault(actor, vault),
    createdAt: vault.createdAt,
    updatedAt: vault.updatedAt,
  };
}

export function presentCheckedAnswers(
  actor: Actor,
  { images, needed, vaults }: CheckedAnswers,
): AnswerCheckResult {
  return {
    images: images.map(({ imageId, name, needed: room, fault }) => ({
      imageId,
      name,
      needed: room,
      ...(fault === null ? {} : { problem: presentItemProblem(fault) }),
    })),
    needed,
    vaults: vaults.map(({ vault, fault, fits }) => ({
      ...presentVault(actor, vault),
      problem: fault && presentItemProblem(fault),
      fits: [...fits],
    })),
  };
}
