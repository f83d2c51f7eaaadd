import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { PropertyDefinition } from '../property-definition.ts';
import type { MetadefProperty } from './metadef-property.ts';

function propertyOf(row: { name: string; definition: object }): MetadefProperty {
  return { name: row.name, definition: row.definition as PropertyDefinition };
}

/** The properties of a namespace, oldest first. */
export async function selectProperties(
  db: DbOrTx,
  namespaceId: number,
): Promise<MetadefProperty[]> {
  const rows = await db
    .selectFrom('metadef_properties')
    .select(['name', 'definition'])
    .where('namespace_id', '=', namespaceId)
    .orderBy('id')
    .execute();
  return rows.map(propertyOf);
}

export async function selectProperty(
  db: DbOrTx,
  namespaceId: number,
  name: string,
): Promise<MetadefProperty | null> {
  const row = await db
    .selectFrom('metadef_properties')
    .select(['name', 'definition'])
    .where('namespace_id', '=', namespaceId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row === undefined ? null : propertyOf(row);
}

export async function insertProperty(
  tx: Tx,
  namespaceId: number,
  { name, definition }: MetadefProperty,
): Promise<MetadefProperty> {
  const row = await tx
    .insertInto('metadef_properties')
    .values({ namespace_id: namespaceId, name, definition: JSON.stringify(definition) })
    .returning(['name', 'definition'])
    .executeTakeFirstOrThrow();
  return propertyOf(row);
}

export async function updatePropertyRow(
  tx: Tx,
  namespaceId: number,
  name: string,
  property: MetadefProperty,
): Promise<MetadefProperty> {
  const row = await tx
    .updateTable('metadef_properties')
    .set({
      name: property.name,
      definition: JSON.stringify(property.definition),
      updated_at: sql`now()`,
    })
    .where('namespace_id', '=', namespaceId)
    .where('name', '=', name)
    .returning(['name', 'definition'])
    .executeTakeFirstOrThrow();
  return propertyOf(row);
}

/** Deletes one property, or all of the namespace. Returns what there was. */
export async function deletePropertyRows(
  tx: Tx,
  namespaceId: number,
  name: string | null,
): Promise<MetadefProperty[]> {
  let query = tx.deleteFrom('metadef_properties').where('namespace_id', '=', namespaceId);
  if (name !== null) query = query.where('name', '=', name);
  return (await query.returning(['name', 'definition']).execute()).map(propertyOf);
}
