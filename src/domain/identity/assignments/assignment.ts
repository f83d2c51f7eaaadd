// A role that a user has in a project, in a domain, or in the system.
import { Fault } from '../../fault.ts';

export type Target =
  | { readonly kind: 'project'; readonly id: string }
  | { readonly kind: 'domain'; readonly id: string }
  | { readonly kind: 'system' };

export interface Grant {
  readonly userId: string;
  readonly roleId: string;
  readonly target: Target;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A grant with names, and for an effective one the role that is implied. */
export interface Assignment {
  readonly user: Named & { readonly domain: Named };
  readonly role: Named & { readonly domainId: string | null };
  readonly scope:
    | { readonly kind: 'project'; readonly project: Named & { readonly domain: Named } }
    | { readonly kind: 'domain'; readonly domain: Named }
    | { readonly kind: 'system' };
}

export function noSuchAssignment(grant: Grant): Fault {
  const { userId, roleId, target } = grant;
  const where = target.kind === 'system' ? 'the system' : `${target.kind} ${target.id}`;
  return new Fault(
    'notFound',
    'assignment.not-found',
    `Could not find an assignment of role ${roleId} to user ${userId} on ${where}.`,
  );
}
