import type { Tx } from '../../../db/pool.ts';
import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { noSuchDomain } from '../domains/domain.ts';
import { holdDomain } from '../domains/queries.ts';
import { authorizeIdentity } from '../policy.ts';
import { noSuchProject } from '../projects/project.ts';
import { lockProject } from '../projects/queries.ts';
import { holdRole } from '../roles/queries.ts';
import { noSuchRole } from '../roles/role.ts';
import { noSuchUser } from '../users/user.ts';
import { lockUser } from '../users/queries.ts';
import type { Grant, Target } from './assignment.ts';
import { insertAssignment } from './queries.ts';

/**
 * Gives a user a role on a project, a domain or the system; doing so again changes nothing. It counts at the user's next request.
 * Throws `notFound` for an unknown user, role or target, `forbidden` for a domain's own role on somewhere else.
 */
export async function grantRole(
  context: Context,
  actor: Actor | null,
  grant: Grant,
): Promise<void> {
  authorizeIdentity(actor, 'assignment.grant', 'other');
  await context.db.transaction().execute(async (tx) => {
    const targetDomainId = await holdTarget(tx, grant.target);
    if ((await lockUser(tx, grant.userId)) === undefined) throw noSuchUser(grant.userId);
    const role = await holdRole(tx, grant.roleId);
    if (role === undefined) throw noSuchRole(grant.roleId);
    if (role.domainId !== null && role.domainId !== targetDomainId) {
      throw new Fault(
        'forbidden',
        'assignment.foreign-role',
        "A domain's own role can be given in that domain only.",
      );
    }
    if (!(await insertAssignment(tx, grant))) return;
    await recordEvent(tx, actor, {
      action: 'assignment.grant',
      noun: 'user',
      nounId: grant.userId,
      projectId: grant.target.kind === 'project' ? grant.target.id : null,
      after: { role: role.name, roleId: role.id, target: grant.target },
    });
  });
}

/** The domain that the target is in, or null for the system; the target cannot go away before the transaction ends. */
async function holdTarget(tx: Tx, target: Target): Promise<string | null> {
  switch (target.kind) {
    case 'project': {
      const project = await lockProject(tx, target.id);
      if (project === undefined) throw noSuchProject(target.id);
      return project.domainId;
    }
    case 'domain':
      if ((await holdDomain(tx, target.id)) === undefined) throw noSuchDomain(target.id);
      return target.id;
    case 'system':
      return null;
  }
}
