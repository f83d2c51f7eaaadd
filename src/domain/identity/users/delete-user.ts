import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeIdentity } from '../policy.ts';
import { deleteUserRow, lockUser } from './queries.ts';
import { noSuchUser } from './user.ts';

/** Deletes the user; its tokens and application credentials end. Throws `notFound`. */
export async function deleteUser(context: Context, actor: Actor | null, id: string): Promise<void> {
  authorizeIdentity(actor, 'user.delete', 'other');
  await context.db.transaction().execute(async (tx) => {
    const before = await lockUser(tx, id);
    if (before === undefined) throw noSuchUser(id);
    await deleteUserRow(tx, id);
    await recordEvent(tx, actor, { action: 'user.delete', noun: 'user', nounId: id, before });
  });
}
