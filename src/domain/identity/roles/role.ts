import { roles as ruledRoles } from '../../actor.ts';
import { Fault } from '../../fault.ts';

export interface Role {
  readonly id: string;
  readonly name: string;
  /** null: a role of the whole cloud. */
  readonly domainId: string | null;
  readonly description: string;
  readonly createdAt: string;
}

export const longestRoleName = 255;

/** The roles that the rules speak of; without them nobody could do anything. */
export function isImmutable(role: Pick<Role, 'name' | 'domainId'>): boolean {
  return role.domainId === null && ruledRoles.some((name) => name === role.name);
}

/** Throws `forbidden` for a role that must stay as it is (Keystone says so too of the roles that it starts with). */
export function checkMutable(role: Role): void {
  if (!isImmutable(role)) return;
  throw new Fault(
    'forbidden',
    'role.immutable',
    `The role ${role.name} cannot be changed or deleted.`,
  );
}

export function noSuchRole(id: string): Fault {
  return new Fault('notFound', 'role.not-found', `Could not find role: ${id}.`);
}
