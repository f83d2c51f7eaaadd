import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { findNamespace } from '../namespaces/find-namespace.ts';
import { authorizeMetadef } from '../policy.ts';
import { selectAssociations, selectResourceTypes } from './queries.ts';
import type { Association, ResourceType } from './resource-type.ts';

/** Every type that a namespace is or was for, by name. */
export async function listResourceTypes(context: Context, actor: Actor): Promise<ResourceType[]> {
  authorizeMetadef(actor, 'own', 'metadef-resource-type.list');
  return await selectResourceTypes(context.db);
}

/** The types that a namespace is for, by name. Faults: notFound. */
export async function listAssociations(
  context: Context,
  actor: Actor,
  namespaceName: string,
): Promise<Association[]> {
  const action = 'metadef-resource-type.list';
  const namespace = await findNamespace(context.db, actor, namespaceName, action);
  return await selectAssociations(context.db, [namespace.id]);
}
