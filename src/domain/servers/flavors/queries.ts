import type { DbOrTx } from '../../../db/pool.ts';
import type { Flavor } from './flavor.ts';

/** All flavors, the smallest first. */
export async function selectFlavors(db: DbOrTx): Promise<Flavor[]> {
  return await db
    .selectFrom('flavors')
    .select(['id', 'vcpus', 'memory'])
    .orderBy('position')
    .execute();
}

export async function selectFlavor(db: DbOrTx, id: string): Promise<Flavor | undefined> {
  return await db
    .selectFrom('flavors')
    .select(['id', 'vcpus', 'memory'])
    .where('id', '=', id)
    .executeTakeFirst();
}
