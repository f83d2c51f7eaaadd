import type { Db } from '../../../db/pool.ts';
import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { Fault } from '../../fault.ts';
import { findNamespace } from '../namespaces/find-namespace.ts';
import type { Namespace } from '../namespaces/namespace.ts';
import { resourceTypeExists, selectAssociations } from '../resource-types/queries.ts';
import { propertyNotFound, type MetadefProperty } from './metadef-property.ts';
import { selectProperties, selectProperty } from './queries.ts';

/** All properties of a namespace that are in no object, oldest first. Faults: notFound. */
export async function listProperties(
  context: Context,
  actor: Actor,
  namespaceName: string,
): Promise<MetadefProperty[]> {
  const namespace = await findNamespace(context.db, actor, namespaceName, 'metadef-property.list');
  return await selectProperties(context.db, namespace.id);
}

/**
 * One property. With `resourceType`, `name` is the one that resources of that type carry, with the association's prefix.
 * Faults: notFound.
 */
export async function showProperty(
  context: Context,
  actor: Actor,
  namespaceName: string,
  name: string,
  resourceType: string | null = null,
): Promise<MetadefProperty> {
  const { db } = context;
  const namespace = await findNamespace(db, actor, namespaceName, 'metadef-property.show');
  const plainName =
    resourceType === null ? name : await withoutPrefix(db, namespace, resourceType, name);
  const property = await selectProperty(db, namespace.id, plainName);
  if (property === null) throw propertyNotFound(plainName);
  return property;
}

async function withoutPrefix(
  db: Db,
  namespace: Namespace,
  resourceType: string,
  name: string,
): Promise<string> {
  const associations = await selectAssociations(db, [namespace.id]);
  const association = associations.find((each) => each.resourceType === resourceType);
  if (association === undefined) {
    const message = (await resourceTypeExists(db, resourceType))
      ? `The metadata definition resource-type association of resource-type=${resourceType} to namespace=${namespace.name}, was not found.`
      : `The metadata definition resource-type with name=${resourceType}, was not found.`;
    throw new Fault('notFound', 'metadef.resource-type-not-associated', message);
  }
  const { prefix } = association;
  if (prefix !== null && prefix !== '' && name.startsWith(prefix)) return name.slice(prefix.length);
  throw new Fault(
    'notFound',
    'metadef.property-not-found',
    `Property ${name} does not start with the expected resource type association prefix of '${prefix ?? 'None'}'.`,
  );
}
