import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeIdentity } from '../policy.ts';
import { deleteRoleRow, lockRole } from './queries.ts';
import { checkMutable, noSuchRole } from './role.ts';

/** Deletes the role and takes it from everybody. Throws `notFound`, `forbidden` for a role that the rules speak of. */
export async function deleteRole(context: Context, actor: Actor | null, id: string): Promise<void> {
  authorizeIdentity(actor, 'role.delete', 'other');
  await context.db.transaction().execute(async (tx) => {
    const before = await lockRole(tx, id);
    if (before === undefined) throw noSuchRole(id);
    checkMutable(before);
    await deleteRoleRow(tx, id);
    await recordEvent(tx, actor, { action: 'role.delete', noun: 'role', nounId: id, before });
  });
}
