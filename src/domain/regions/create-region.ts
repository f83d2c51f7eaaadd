import { newHexId } from '../../lib/ids.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { authorizeRegions } from './policy.ts';
import { findRegion, insertRegion } from './queries.ts';
import { checkRegionId, noSuchRegion, type Region } from './region.ts';

export interface NewRegion {
  readonly id?: string | undefined;
  readonly description?: string | undefined;
  readonly parentRegionId?: string | null | undefined;
}

/** Adds a region; an id is made when none is given. Throws `conflict` when it exists, `notFound` for an unknown parent. */
export async function createRegion(
  context: Context,
  actor: Actor | null,
  wanted: NewRegion,
): Promise<Region> {
  authorizeRegions(actor, 'region.create');
  const id = wanted.id ?? newHexId();
  checkRegionId(id);
  const parentRegionId = wanted.parentRegionId ?? null;
  return context.db.transaction().execute(async (tx) => {
    if (parentRegionId !== null && (await findRegion(tx, parentRegionId)) === undefined) {
      throw noSuchRegion(parentRegionId);
    }
    const region = await insertRegion(tx, {
      id,
      description: wanted.description ?? '',
      parentRegionId,
    });
    if (region === undefined) {
      throw new Fault('conflict', 'region.exists', `A region with the id ${id} exists already.`);
    }
    await recordEvent(tx, actor, {
      action: 'region.create',
      noun: 'region',
      nounId: id,
      after: region,
    });
    return region;
  });
}
