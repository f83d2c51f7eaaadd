import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { findNamespace } from '../namespaces/find-namespace.ts';
import { objectNotFound, type MetadefObject } from './metadef-object.ts';
import { selectObject, selectObjects } from './queries.ts';

/** All objects of a namespace, oldest first. Faults: notFound. */
export async function listObjects(
  context: Context,
  actor: Actor,
  namespaceName: string,
): Promise<MetadefObject[]> {
  const namespace = await findNamespace(context.db, actor, namespaceName, 'metadef-object.list');
  return await selectObjects(context.db, namespace.id);
}

/** Faults: notFound, for the namespace or the object. */
export async function showObject(
  context: Context,
  actor: Actor,
  namespaceName: string,
  name: string,
): Promise<MetadefObject> {
  const namespace = await findNamespace(context.db, actor, namespaceName, 'metadef-object.show');
  const object = await selectObject(context.db, namespace.id, name);
  if (object === null) throw objectNotFound(name);
  return object;
}
