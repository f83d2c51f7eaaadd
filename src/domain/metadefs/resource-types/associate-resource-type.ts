import type { Tx } from '../../../db/pool.ts';
import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { metadefEvent } from '../metadef-event.ts';
import { lockNamespace } from '../namespaces/find-namespace.ts';
import type { Namespace } from '../namespaces/namespace.ts';
import { insertAssociation } from './queries.ts';
import type { Association, NewAssociation } from './resource-type.ts';

/** Says that a namespace is for a type of resource. Faults: notFound, forbidden, conflict (it is already). */
export async function associateResourceType(
  context: Context,
  actor: Actor,
  namespaceName: string,
  wanted: NewAssociation,
): Promise<Association> {
  return await context.db.transaction().execute(async (tx) => {
    const action = 'metadef-resource-type.associate';
    const namespace = await lockNamespace(tx, actor, namespaceName, action);
    return await addAssociation(tx, actor, namespace, wanted);
  });
}

/** The association itself, in a namespace that the transaction has locked or made. */
export async function addAssociation(
  tx: Tx,
  actor: Actor | null,
  namespace: Namespace,
  wanted: NewAssociation,
): Promise<Association> {
  const after = await insertAssociation(tx, namespace.id, wanted);
  if (after === null) {
    throw new Fault(
      'conflict',
      'metadef.resource-type-associated',
      `The metadata definition resource-type association of resource-type=${wanted.resourceType} to namespace=${namespace.name} already exists.`,
      { detail: { namespace: namespace.name, resourceType: wanted.resourceType } },
    );
  }
  const action = 'metadef-resource-type.associate';
  const event = metadefEvent(actor, action, namespace, wanted.resourceType, { after });
  await recordEvent(tx, actor, event);
  return after;
}
