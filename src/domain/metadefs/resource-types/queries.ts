import type { Selectable } from 'kysely';
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { MetadefAssociationTable } from '../../../db/schema.ts';
import type { Association, NewAssociation, ResourceType } from './resource-type.ts';

function associationOf(row: Selectable<MetadefAssociationTable>): Association {
  return {
    namespaceId: row.namespace_id,
    resourceType: row.resource_type,
    prefix: row.prefix,
    propertiesTarget: row.properties_target,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Every known type, by name. */
export async function selectResourceTypes(db: DbOrTx): Promise<ResourceType[]> {
  return await db
    .selectFrom('metadef_resource_types')
    .select(['name', 'created_at as createdAt', 'updated_at as updatedAt'])
    .orderBy('name')
    .execute();
}

export async function resourceTypeExists(db: DbOrTx, name: string): Promise<boolean> {
  const row = await db
    .selectFrom('metadef_resource_types')
    .select('name')
    .where('name', '=', name)
    .executeTakeFirst();
  return row !== undefined;
}

/** The types that these namespaces are for, by name. */
export async function selectAssociations(
  db: DbOrTx,
  namespaceIds: readonly number[],
): Promise<Association[]> {
  if (namespaceIds.length === 0) return [];
  const rows = await db
    .selectFrom('metadef_associations')
    .selectAll()
    .where('namespace_id', 'in', namespaceIds)
    .orderBy('resource_type')
    .execute();
  return rows.map(associationOf);
}

/** Makes the type known when it is new. Null when the namespace is for it already. */
export async function insertAssociation(
  tx: Tx,
  namespaceId: number,
  { resourceType, prefix, propertiesTarget }: NewAssociation,
): Promise<Association | null> {
  await tx
    .insertInto('metadef_resource_types')
    .values({ name: resourceType })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx
    .insertInto('metadef_associations')
    .values({
      namespace_id: namespaceId,
      resource_type: resourceType,
      prefix,
      properties_target: propertiesTarget,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : associationOf(row);
}

export async function deleteAssociation(
  tx: Tx,
  namespaceId: number,
  resourceType: string,
): Promise<Association | null> {
  const row = await tx
    .deleteFrom('metadef_associations')
    .where('namespace_id', '=', namespaceId)
    .where('resource_type', '=', resourceType)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : associationOf(row);
}
