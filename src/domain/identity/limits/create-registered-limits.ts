import { newHexId } from '../../../lib/ids.ts';
import type { Tx } from '../../../db/pool.ts';
import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvents } from '../../events/record-event.ts';
import { findService } from '../../regions/catalog/queries.ts';
import { findRegion } from '../../regions/queries.ts';
import { authorizeIdentity } from '../policy.ts';
import { registeredTwice, unknownTarget, type RegisteredLimit } from './limit.ts';
import { insertRegisteredLimit } from './queries.ts';

export type NewRegisteredLimit = Omit<RegisteredLimit, 'id'>;

/** Registers limits, all or none. Throws `invalid` for an unknown service or region, `conflict` for what is registered already. */
export async function createRegisteredLimits(
  context: Context,
  actor: Actor | null,
  wanted: readonly NewRegisteredLimit[],
): Promise<RegisteredLimit[]> {
  authorizeIdentity(actor, 'registered-limit.create', 'other');
  return context.db.transaction().execute(async (tx) => {
    const limits = wanted.map((each) => ({ id: newHexId(), ...each }));
    for (const limit of limits) {
      await checkPlace(tx, limit);
      await faultOn(
        'unique',
        () => registeredTwice(limit.resourceName),
        async () => insertRegisteredLimit(tx, limit),
      );
    }
    await recordEvents(
      tx,
      actor,
      limits.map((limit) => ({
        action: 'registered-limit.create',
        noun: 'registered-limit',
        nounId: limit.id,
        after: limit,
      })),
    );
    return limits;
  });
}

/** Throws `invalid` unless the service and the region exist. */
export async function checkPlace(
  tx: Tx,
  { serviceId, regionId }: Pick<RegisteredLimit, 'serviceId' | 'regionId'>,
): Promise<void> {
  if ((await findService(tx, serviceId)) === undefined) throw unknownTarget('service');
  if (regionId !== null && (await findRegion(tx, regionId)) === undefined) {
    throw unknownTarget('region');
  }
}
