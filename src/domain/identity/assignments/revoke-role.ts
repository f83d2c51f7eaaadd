import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeIdentity } from '../policy.ts';
import { holdRole } from '../roles/queries.ts';
import { noSuchAssignment, type Grant } from './assignment.ts';
import { deleteAssignment } from './queries.ts';

/** Takes the role away; it no longer counts at the user's next request. Throws `notFound` when the user did not have it. */
export async function revokeRole(
  context: Context,
  actor: Actor | null,
  grant: Grant,
): Promise<void> {
  authorizeIdentity(actor, 'assignment.revoke', 'other');
  await context.db.transaction().execute(async (tx) => {
    const role = await holdRole(tx, grant.roleId);
    if (role === undefined || !(await deleteAssignment(tx, grant))) throw noSuchAssignment(grant);
    await recordEvent(tx, actor, {
      action: 'assignment.revoke',
      noun: 'user',
      nounId: grant.userId,
      projectId: grant.target.kind === 'project' ? grant.target.id : null,
      before: { role: role.name, roleId: role.id, target: grant.target },
    });
  });
}
