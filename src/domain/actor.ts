// Who asks: a user with the scope and roles that its token gives at this very request.

/** The three roles that rules speak of; admin implies member implies reader. */
export const roles = ['reader', 'member', 'admin'] as const;
export type Role = (typeof roles)[number];

/** The project a token is scoped to. Its region is where the request takes place (ids: 32 hex digits). */
export interface ProjectScope {
  readonly id: string;
  readonly name: string;
  readonly domainId: string;
  readonly domainName: string;
  readonly regionId: string;
}

export type Scope =
  | { readonly kind: 'project'; readonly project: ProjectScope }
  | { readonly kind: 'domain'; readonly domainId: string; readonly domainName: string }
  | { readonly kind: 'system' }
  | { readonly kind: 'unscoped' };

export interface Actor {
  readonly userId: string;
  readonly userName: string;
  /** The domain (account) that the user belongs to. */
  readonly domainId: string;
  readonly domainName: string;
  readonly scope: Scope;
  /** The strongest of reader, member, admin that the assignments imply, or null when none does. */
  readonly role: Role | null;
  /** Every role name in force, implied ones included. */
  readonly roleNames: readonly string[];
  readonly requestId: string;
  /** True for a token of a restricted application credential: it may not make or delete credentials or access keys. */
  readonly restricted?: boolean;
}

/** True when the actor's role is at least the one asked for. */
export function hasRole(actor: Pick<Actor, 'role'>, least: Role): boolean {
  return actor.role !== null && roles.indexOf(actor.role) >= roles.indexOf(least);
}

/** The id of the project the actor works in, or null for a domain, system or unscoped token. */
export function projectIdOf(actor: Actor): string | null {
  return actor.scope.kind === 'project' ? actor.scope.project.id : null;
}

/** The region the actor works in; null for a domain, system or unscoped token, which works in none. */
export function regionOf(actor: Actor): string | null {
  return actor.scope.kind === 'project' ? actor.scope.project.regionId : null;
}
