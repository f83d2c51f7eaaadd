import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeIdentity } from '../policy.ts';
import { checkPlace, type NewRegisteredLimit } from './create-registered-limits.ts';
import {
  noSuchRegisteredLimit,
  registeredInUse,
  registeredTwice,
  type RegisteredLimit,
} from './limit.ts';
import { isReferred, lockRegisteredLimit, updateRegisteredLimitRow } from './queries.ts';

export type RegisteredLimitChange = {
  readonly [K in keyof NewRegisteredLimit]?: NewRegisteredLimit[K] | undefined;
};

/**
 * Changes what is registered. Throws `notFound`, `forbidden` while projects have limits of their own for it (Keystone's rule), `invalid`
 * for an unknown service or region, `conflict` when the place is taken.
 */
export async function updateRegisteredLimit(
  context: Context,
  actor: Actor | null,
  id: string,
  change: RegisteredLimitChange,
): Promise<RegisteredLimit> {
  authorizeIdentity(actor, 'registered-limit.update', 'other');
  return context.db.transaction().execute(async (tx) => {
    const before = await lockRegisteredLimit(tx, id);
    if (before === undefined) throw noSuchRegisteredLimit(id);
    if (await isReferred(tx, id)) throw registeredInUse(id);
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const after: RegisteredLimit = { ...before, ...Object.fromEntries(given) };
    await checkPlace(tx, after);
    await faultOn(
      'unique',
      () => registeredTwice(after.resourceName),
      async () => updateRegisteredLimitRow(tx, after),
    );
    await recordEvent(tx, actor, {
      action: 'registered-limit.update',
      noun: 'registered-limit',
      nounId: id,
      before,
      after,
    });
    return after;
  });
}
