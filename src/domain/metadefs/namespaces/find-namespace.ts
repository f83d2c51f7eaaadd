// Looking a namespace up on behalf of somebody. What the actor may not see answers like what does not exist.
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import type { Actor } from '../../actor.ts';
import { authorizeMetadef, mayMetadef, metadefRelation, type MetadefAction } from '../policy.ts';
import { namespaceNotFound, type Namespace } from './namespace.ts';
import { selectNamespace, selectNamespaceForUpdate } from './queries.ts';

/** The namespace, when the actor may do `action` with it or with what is in it. Faults: notFound, forbidden. */
export async function findNamespace(
  db: DbOrTx,
  actor: Actor,
  name: string,
  action: MetadefAction,
): Promise<Namespace> {
  return authorized(actor, name, action, await selectNamespace(db, name));
}

/** As findNamespace, and nobody else changes it or what is in it until the transaction ends. */
export async function lockNamespace(
  tx: Tx,
  actor: Actor,
  name: string,
  action: MetadefAction,
): Promise<Namespace> {
  return authorized(actor, name, action, await selectNamespaceForUpdate(tx, name));
}

function authorized(
  actor: Actor,
  name: string,
  action: MetadefAction,
  namespace: Namespace | null,
): Namespace {
  if (namespace === null) throw namespaceNotFound(name, action);
  const relation = metadefRelation(actor, namespace);
  if (!mayMetadef(actor, relation, 'metadef-namespace.show')) throw namespaceNotFound(name, action);
  authorizeMetadef(actor, relation, action);
  return namespace;
}
