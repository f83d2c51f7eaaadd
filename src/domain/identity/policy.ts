// Who may do what with accounts, projects, users, roles and credentials. An administrator is the operator; everybody else sees
// and changes only what is its own. docs/authz.txt is printed from this table.
import type { Actor } from '../actor.ts';
import { Fault } from '../fault.ts';
import { allows, type PolicyTable } from '../policy.ts';
import { operatingRole } from '../regions/policy.ts';

export type IdentityAction =
  | 'domain.read'
  | 'domain.list'
  | 'domain.create'
  | 'domain.update'
  | 'domain.delete'
  | 'project.read'
  | 'project.list'
  | 'project.create'
  | 'project.update'
  | 'project.delete'
  | 'user.read'
  | 'user.list'
  | 'user.list-projects'
  | 'user.create'
  | 'user.update'
  | 'user.delete'
  | 'user.change-password'
  | 'role.read'
  | 'role.create'
  | 'role.update'
  | 'role.delete'
  | 'role.imply'
  | 'assignment.read'
  | 'assignment.grant'
  | 'assignment.revoke'
  | 'application-credential.read'
  | 'application-credential.create'
  | 'application-credential.delete'
  | 'access-key.read'
  | 'access-key.create'
  | 'access-key.update'
  | 'access-key.delete'
  | 'registered-limit.read'
  | 'registered-limit.create'
  | 'registered-limit.update'
  | 'registered-limit.delete'
  | 'limit.read'
  | 'limit.create'
  | 'limit.update'
  | 'limit.delete'
  | 'token.read'
  | 'token.revoke';

/** `self`: the actor's own user, a project it has a role in, its own domain, credentials and tokens. */
export type IdentityRelation = 'self' | 'other';

const operator = { self: 'admin', other: 'admin' } as const;
const selfOrOperator = { self: 'reader', other: 'admin' } as const;
const selfOnly = { self: 'reader', other: 'nobody' } as const;

export const identityPolicy: PolicyTable<IdentityAction, IdentityRelation> = {
  'domain.read': selfOrOperator,
  'domain.list': operator,
  'domain.create': operator,
  'domain.update': operator,
  'domain.delete': operator,
  'project.read': selfOrOperator,
  'project.list': selfOrOperator,
  'project.create': operator,
  'project.update': operator,
  'project.delete': operator,
  'user.read': selfOrOperator,
  'user.list': operator,
  'user.list-projects': selfOrOperator,
  'user.create': operator,
  'user.update': operator,
  'user.delete': operator,
  'user.change-password': selfOnly,
  'role.read': operator,
  'role.create': operator,
  'role.update': operator,
  'role.delete': operator,
  'role.imply': operator,
  'assignment.read': operator,
  'assignment.grant': operator,
  'assignment.revoke': operator,
  'application-credential.read': selfOrOperator,
  'application-credential.create': selfOnly,
  'application-credential.delete': selfOrOperator,
  'access-key.read': selfOrOperator,
  'access-key.create': selfOrOperator,
  'access-key.update': selfOrOperator,
  'access-key.delete': selfOrOperator,
  'registered-limit.read': { self: 'reader', other: 'reader' },
  'registered-limit.create': operator,
  'registered-limit.update': operator,
  'registered-limit.delete': operator,
  'limit.read': selfOrOperator,
  'limit.create': operator,
  'limit.update': operator,
  'limit.delete': operator,
  'token.read': selfOrOperator,
  'token.revoke': selfOrOperator,
};

/** True when the table allows it. Everybody counts as a reader of what is its own: an unscoped token has no role yet. */
export function mayIdentity(
  actor: Actor | null,
  action: IdentityAction,
  relation: IdentityRelation,
): boolean {
  if (actor === null) return true;
  const role = operatingRole(actor) ?? (relation === 'self' ? 'reader' : null);
  return allows(identityPolicy, { role }, relation, action);
}

/**
 * Passes or throws `forbidden`, with the same words for what exists and what does not. No actor: the service itself, which lays the
 * foundations at its first start.
 */
export function authorizeIdentity(
  actor: Actor | null,
  action: IdentityAction,
  relation: IdentityRelation,
): void {
  if (mayIdentity(actor, action, relation)) return;
  throw new Fault(
    'forbidden',
    'identity.forbidden',
    'You are not authorized to perform the requested action.',
    { detail: { action } },
  );
}

/** How the actor stands to a user, or to what belongs to that user. */
export function relationToUser(actor: Actor | null, userId: string): IdentityRelation {
  return actor !== null && actor.userId === userId ? 'self' : 'other';
}
