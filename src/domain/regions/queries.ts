import type { DbOrTx, Tx } from '../../db/pool.ts';
import type { Region } from './region.ts';

const columns = [
  'id',
  'description',
  'parent_region_id as parentRegionId',
  'created_at as createdAt',
] as const;

/** Regions in the order of their ids; with `parentRegionId`, its children only. */
export async function selectRegions(
  db: DbOrTx,
  filter: { readonly parentRegionId?: string | undefined } = {},
): Promise<Region[]> {
  let query = db.selectFrom('regions').select(columns).orderBy('id');
  if (filter.parentRegionId !== undefined) {
    query = query.where('parent_region_id', '=', filter.parentRegionId);
  }
  return query.execute();
}

export async function findRegion(db: DbOrTx, id: string): Promise<Region | undefined> {
  return db.selectFrom('regions').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Undefined when a region of that id exists. */
export async function insertRegion(
  tx: Tx,
  region: Pick<Region, 'id' | 'description' | 'parentRegionId'>,
): Promise<Region | undefined> {
  return tx
    .insertInto('regions')
    .values({
      id: region.id,
      description: region.description,
      parent_region_id: region.parentRegionId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(columns)
    .executeTakeFirst();
}

export async function updateRegionRow(
  tx: Tx,
  id: string,
  values: Pick<Region, 'description' | 'parentRegionId'>,
): Promise<Region> {
  return tx
    .updateTable('regions')
    .set({ description: values.description, parent_region_id: values.parentRegionId })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}

/** Locks the row, so that what is decided about it still holds when it is written. */
export async function lockRegion(tx: Tx, id: string): Promise<Region | undefined> {
  return tx
    .selectFrom('regions')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function deleteRegionRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('regions').where('id', '=', id).execute();
}
