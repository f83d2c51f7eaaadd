// Who may read and change regions and the catalogue. Whoever is signed in counts as a reader, as in Keystone; the rest is the operator's.
import type { Actor, Role } from '../actor.ts';
import { Fault } from '../fault.ts';
import { allows, type PolicyTable } from '../policy.ts';

export type RegionsAction =
  | 'region.read'
  | 'region.create'
  | 'region.update'
  | 'region.delete'
  | 'service.read'
  | 'service.create'
  | 'service.update'
  | 'service.delete'
  | 'endpoint.read'
  | 'endpoint.create'
  | 'endpoint.update'
  | 'endpoint.delete';

/** Regions and the catalogue belong to nobody, so there is one relation only. */
export type RegionsRelation = 'any';

export const regionsPolicy: PolicyTable<RegionsAction, RegionsRelation> = {
  'region.read': { any: 'reader' },
  'region.create': { any: 'admin' },
  'region.update': { any: 'admin' },
  'region.delete': { any: 'admin' },
  'service.read': { any: 'admin' },
  'service.create': { any: 'admin' },
  'service.update': { any: 'admin' },
  'service.delete': { any: 'admin' },
  'endpoint.read': { any: 'admin' },
  'endpoint.create': { any: 'admin' },
  'endpoint.update': { any: 'admin' },
  'endpoint.delete': { any: 'admin' },
};

/**
 * The role that counts for the cloud's own affairs. A domain-scoped token counts as a reader whatever its role: who could manage
 * one account's users could make itself an operator, so only project- and system-scoped administrators are operators.
 */
export function operatingRole(actor: Pick<Actor, 'role' | 'scope'>): Role | null {
  return actor.scope.kind === 'domain' && actor.role !== null ? 'reader' : actor.role;
}

/** Passes or throws `forbidden`. No actor: the service itself, at its first start. */
export function authorizeRegions(actor: Actor | null, action: RegionsAction): void {
  if (actor === null) return;
  if (allows(regionsPolicy, { role: operatingRole(actor) ?? 'reader' }, 'any', action)) return;
  throw new Fault(
    'forbidden',
    'identity.forbidden',
    'You are not authorized to perform the requested action.',
    { detail: { action } },
  );
}
