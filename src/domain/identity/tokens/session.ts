// A token with what it is worth right now.
import { roles, type Actor, type Role } from '../../actor.ts';
import type { TokenClaims } from './claims.ts';

export interface RoleReference {
  readonly id: string;
  readonly name: string;
}

export interface Session {
  readonly actor: Actor;
  /** The roles in force, implied ones included, in the order of names. */
  readonly roles: readonly RoleReference[];
  readonly claims: TokenClaims;
  readonly applicationCredential: {
    readonly id: string;
    readonly name: string;
    readonly unrestricted: boolean;
  } | null;
}

/** The strongest role that rules speak of among the names, or null. */
export function strongestRole(names: readonly string[]): Role | null {
  return roles.findLast((role) => names.includes(role)) ?? null;
}
