import { newHexId } from '../../../lib/ids.ts';
import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { noSuchDomain } from '../domains/domain.ts';
import { holdDomain } from '../domains/queries.ts';
import { checkName, nameTaken } from '../names.ts';
import { authorizeIdentity } from '../policy.ts';
import { insertRole } from './queries.ts';
import { longestRoleName, type Role } from './role.ts';

export interface NewRole {
  readonly name: string;
  readonly description?: string | undefined;
  /** null: a role of the whole cloud. */
  readonly domainId?: string | null | undefined;
}

/** Throws `conflict` when the name is taken, `notFound` for an unknown domain. */
export async function createRole(
  context: Context,
  actor: Actor | null,
  wanted: NewRole,
): Promise<Role> {
  authorizeIdentity(actor, 'role.create', 'other');
  const { name, description = '', domainId = null } = wanted;
  checkName('role', name, longestRoleName);
  return context.db.transaction().execute(async (tx) => {
    if (domainId !== null && (await holdDomain(tx, domainId)) === undefined) {
      throw noSuchDomain(domainId);
    }
    const role = await faultOn(
      'unique',
      () => nameTaken('role', name),
      async () => insertRole(tx, { id: newHexId(), name, description, domainId }),
    );
    await recordEvent(tx, actor, {
      action: 'role.create',
      noun: 'role',
      nounId: role.id,
      after: role,
    });
    return role;
  });
}
