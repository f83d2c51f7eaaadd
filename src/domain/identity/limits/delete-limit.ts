import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeIdentity } from '../policy.ts';
import { noSuchLimit } from './limit.ts';
import { deleteLimitRow, findLimit, lockLimit } from './queries.ts';

/** The registered default holds again. Throws `notFound`. */
export async function deleteLimit(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<void> {
  authorizeIdentity(actor, 'limit.delete', 'other');
  await context.db.transaction().execute(async (tx) => {
    await lockLimit(tx, id);
    const before = await findLimit(tx, id);
    if (before === undefined) throw noSuchLimit(id);
    await deleteLimitRow(tx, id);
    await recordEvent(tx, actor, {
      action: 'limit.delete',
      noun: 'limit',
      nounId: id,
      projectId: before.projectId,
      before,
    });
  });
}
