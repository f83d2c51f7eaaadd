import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeIdentity } from '../policy.ts';
import { noSuchAssignment, type Assignment, type Grant, type Target } from './assignment.ts';
import { selectAssignments, type AssignmentFilter } from './queries.ts';

/** The assignments that match every filter given. */
export async function listAssignments(
  context: Context,
  actor: Actor | null,
  filter: AssignmentFilter = {},
): Promise<Assignment[]> {
  authorizeIdentity(actor, 'assignment.read', 'other');
  return selectAssignments(context.db, filter);
}

/** The roles that a user was given on a target, without those that they imply. */
export async function listGrantedRoles(
  context: Context,
  actor: Actor | null,
  userId: string,
  target: Target,
): Promise<Assignment['role'][]> {
  const assignments = await listAssignments(context, actor, { userId, target });
  return assignments.map((assignment) => assignment.role);
}

/** Passes when the user was given the role there; throws `notFound` otherwise. */
export async function checkAssignment(
  context: Context,
  actor: Actor | null,
  grant: Grant,
): Promise<void> {
  const { userId, roleId, target } = grant;
  const found = await listAssignments(context, actor, { userId, roleId, target });
  if (found.length === 0) throw noSuchAssignment(grant);
}
