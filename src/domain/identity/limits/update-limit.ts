import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeIdentity } from '../policy.ts';
import { noSuchLimit, type Limit } from './limit.ts';
import { findLimit, lockLimit, updateLimitRow } from './queries.ts';

export interface LimitChange {
  readonly resourceLimit?: number | undefined;
  readonly description?: string | null | undefined;
}

/** A limit below what is in use takes nothing away; it only keeps more from coming. Throws `notFound`. */
export async function updateLimit(
  context: Context,
  actor: Actor | null,
  id: string,
  change: LimitChange,
): Promise<Limit> {
  authorizeIdentity(actor, 'limit.update', 'other');
  return context.db.transaction().execute(async (tx) => {
    await lockLimit(tx, id);
    const before = await findLimit(tx, id);
    if (before === undefined) throw noSuchLimit(id);
    const { resourceLimit = before.resourceLimit, description = before.description } = change;
    const after = { ...before, resourceLimit, description };
    await updateLimitRow(tx, id, after);
    await recordEvent(tx, actor, {
      action: 'limit.update',
      noun: 'limit',
      nounId: id,
      projectId: before.projectId,
      before,
      after,
    });
    return after;
  });
}
