import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeServers } from '../policy.ts';
import type { Flavor } from './flavor.ts';
import { selectFlavors } from './queries.ts';

/** All flavors, the smallest first. Faults: forbidden. */
export async function listFlavors(context: Context, actor: Actor): Promise<Flavor[]> {
  authorizeServers(actor, 'flavor.list');
  return await selectFlavors(context.db);
}
