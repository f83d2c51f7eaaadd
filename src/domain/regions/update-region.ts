import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { authorizeRegions } from './policy.ts';
import { lockRegion, selectRegions, updateRegionRow } from './queries.ts';
import { noSuchRegion, type Region } from './region.ts';

export interface RegionChange {
  readonly description?: string | undefined;
  readonly parentRegionId?: string | null | undefined;
}

/** Throws `notFound` for the region or its new parent, `invalid` when the parent is the region itself or below it. */
export async function updateRegion(
  context: Context,
  actor: Actor | null,
  id: string,
  change: RegionChange,
): Promise<Region> {
  authorizeRegions(actor, 'region.update');
  return context.db.transaction().execute(async (tx) => {
    const before = await lockRegion(tx, id);
    if (before === undefined) throw noSuchRegion(id);
    const parentRegionId =
      change.parentRegionId === undefined ? before.parentRegionId : change.parentRegionId;
    if (parentRegionId !== before.parentRegionId) {
      checkParent(await selectRegions(tx), id, parentRegionId);
    }
    const region = await updateRegionRow(tx, id, {
      description: change.description ?? before.description,
      parentRegionId,
    });
    await recordEvent(tx, actor, {
      action: 'region.update',
      noun: 'region',
      nounId: id,
      before,
      after: region,
    });
    return region;
  });
}

function checkParent(regions: readonly Region[], id: string, parentRegionId: string | null): void {
  const parents = new Map(regions.map((region) => [region.id, region.parentRegionId]));
  if (parentRegionId !== null && !parents.has(parentRegionId)) throw noSuchRegion(parentRegionId);
  for (let above = parentRegionId; above !== null; above = parents.get(above) ?? null) {
    if (above === id) {
      throw new Fault('invalid', 'region.circular', 'A region cannot be below itself.');
    }
  }
}
