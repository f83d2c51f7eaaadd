import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { authorizeRegions } from './policy.ts';
import { findRegion, selectRegions } from './queries.ts';
import { noSuchRegion, type Region } from './region.ts';

/** Every region, or the children of one, in the order of ids. */
export async function listRegions(
  context: Context,
  actor: Actor | null,
  filter: { readonly parentRegionId?: string | undefined } = {},
): Promise<Region[]> {
  authorizeRegions(actor, 'region.read');
  return selectRegions(context.db, filter);
}

/** Throws `notFound`. */
export async function showRegion(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<Region> {
  authorizeRegions(actor, 'region.read');
  const region = await findRegion(context.db, id);
  if (region === undefined) throw noSuchRegion(id);
  return region;
}
