import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeIdentity } from '../policy.ts';
import { noSuchRegisteredLimit, registeredInUse } from './limit.ts';
import { deleteRegisteredLimitRow, isReferred, lockRegisteredLimit } from './queries.ts';

/** The resource is no longer limited. Throws `notFound`, `forbidden` while projects have limits of their own for it (Keystone's rule). */
export async function deleteRegisteredLimit(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<void> {
  authorizeIdentity(actor, 'registered-limit.delete', 'other');
  await context.db.transaction().execute(async (tx) => {
    const before = await lockRegisteredLimit(tx, id);
    if (before === undefined) throw noSuchRegisteredLimit(id);
    if (await isReferred(tx, id)) throw registeredInUse(id);
    await deleteRegisteredLimitRow(tx, id);
    await recordEvent(tx, actor, {
      action: 'registered-limit.delete',
      noun: 'registered-limit',
      nounId: id,
      before,
    });
  });
}
