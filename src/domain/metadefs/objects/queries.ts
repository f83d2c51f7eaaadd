import { sql, type Selectable } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { MetadefObjectTable } from '../../../db/schema.ts';
import type { PropertyDefinition } from '../property-definition.ts';
import type { MetadefObject, NewObject } from './metadef-object.ts';

function objectOf(row: Selectable<MetadefObjectTable>): MetadefObject {
  return {
    name: row.name,
    description: row.description,
    required: row.required,
    properties: row.properties as Record<string, PropertyDefinition>,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function columnsOf(object: NewObject) {
  return {
    name: object.name,
    description: object.description,
    required: [...object.required],
    properties: JSON.stringify(object.properties),
  };
}

/** The objects of a namespace, oldest first. */
export async function selectObjects(db: DbOrTx, namespaceId: number): Promise<MetadefObject[]> {
  const rows = await db
    .selectFrom('metadef_objects')
    .selectAll()
    .where('namespace_id', '=', namespaceId)
    .orderBy('id')
    .execute();
  return rows.map(objectOf);
}

export async function selectObject(
  db: DbOrTx,
  namespaceId: number,
  name: string,
): Promise<MetadefObject | null> {
  const row = await db
    .selectFrom('metadef_objects')
    .selectAll()
    .where('namespace_id', '=', namespaceId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row === undefined ? null : objectOf(row);
}

export async function insertObject(
  tx: Tx,
  namespaceId: number,
  object: NewObject,
): Promise<MetadefObject> {
  const row = await tx
    .insertInto('metadef_objects')
    .values({ namespace_id: namespaceId, ...columnsOf(object) })
    .returningAll()
    .executeTakeFirstOrThrow();
  return objectOf(row);
}

export async function updateObjectRow(
  tx: Tx,
  namespaceId: number,
  name: string,
  object: NewObject,
): Promise<MetadefObject> {
  const row = await tx
    .updateTable('metadef_objects')
    .set({ ...columnsOf(object), updated_at: sql`now()` })
    .where('namespace_id', '=', namespaceId)
    .where('name', '=', name)
    .returningAll()
    .executeTakeFirstOrThrow();
  return objectOf(row);
}

/** Deletes one object, or all of the namespace. Returns what there was. */
export async function deleteObjectRows(
  tx: Tx,
  namespaceId: number,
  name: string | null,
): Promise<MetadefObject[]> {
  let query = tx.deleteFrom('metadef_objects').where('namespace_id', '=', namespaceId);
  if (name !== null) query = query.where('name', '=', name);
  return (await query.returningAll().execute()).map(objectOf);
}
