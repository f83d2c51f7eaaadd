import type { Actor } from '../actor.ts';
import { faultOn } from '../constraint.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { authorizeRegions } from './policy.ts';
import { deleteRegionRow, lockRegion } from './queries.ts';
import { noSuchRegion } from './region.ts';

/** Throws `notFound`, or `conflict` while projects, endpoints, images or other regions are in it. */
export async function deleteRegion(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<void> {
  authorizeRegions(actor, 'region.delete');
  const inUse = (): Fault =>
    new Fault('conflict', 'region.in-use', `The region ${id} is in use and cannot be deleted.`);
  await context.db.transaction().execute(async (tx) => {
    const before = await lockRegion(tx, id);
    if (before === undefined) throw noSuchRegion(id);
    await faultOn('reference', inUse, async () => deleteRegionRow(tx, id));
    await recordEvent(tx, actor, { action: 'region.delete', noun: 'region', nounId: id, before });
  });
}
