import { Fault } from '../../fault.ts';
import type { RoleReference } from '../tokens/session.ts';

/** A secret that acts as its user in one project with some of its roles. */
export interface ApplicationCredential {
  readonly id: string;
  readonly userId: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  readonly roles: readonly RoleReference[];
  /** True: its tokens may themselves manage application credentials. */
  readonly unrestricted: boolean;
  /** ISO 8601, or null for never. */
  readonly expiresAt: string | null;
  readonly createdAt: string;
}

export function noSuchCredential(id: string): Fault {
  return new Fault(
    'notFound',
    'application-credential.not-found',
    `Could not find application credential: ${id}.`,
  );
}
