import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { checkName, nameTaken } from '../names.ts';
import { authorizeIdentity } from '../policy.ts';
import { lockRole, updateRoleRow } from './queries.ts';
import { checkMutable, longestRoleName, noSuchRole, type Role } from './role.ts';

/** Throws `notFound`, `forbidden` for a role that the rules speak of, `conflict` when the name is taken. */
export async function updateRole(
  context: Context,
  actor: Actor | null,
  id: string,
  change: { readonly name?: string | undefined; readonly description?: string | undefined },
): Promise<Role> {
  authorizeIdentity(actor, 'role.update', 'other');
  if (change.name !== undefined) checkName('role', change.name, longestRoleName);
  return context.db.transaction().execute(async (tx) => {
    const before = await lockRole(tx, id);
    if (before === undefined) throw noSuchRole(id);
    checkMutable(before);
    const { name = before.name, description = before.description } = change;
    const role = await faultOn(
      'unique',
      () => nameTaken('role', name),
      async () => updateRoleRow(tx, id, { name, description }),
    );
    await recordEvent(tx, actor, {
      action: 'role.update',
      noun: 'role',
      nounId: id,
      before,
      after: role,
    });
    return role;
  });
}
