import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { metadefEvent } from '../metadef-event.ts';
import { lockNamespace } from '../namespaces/find-namespace.ts';
import { refuseProtected } from '../namespaces/namespace.ts';
import { deleteAssociation } from './queries.ts';

/** Ends what associateResourceType said. Faults: notFound, forbidden (protected, or not the operator). */
export async function dissociateResourceType(
  context: Context,
  actor: Actor,
  namespaceName: string,
  resourceType: string,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const action = 'metadef-resource-type.dissociate';
    const namespace = await lockNamespace(tx, actor, namespaceName, action);
    const before = await deleteAssociation(tx, namespace.id, resourceType);
    if (before === null) {
      throw new Fault(
        'notFound',
        'metadef.resource-type-not-associated',
        `Failed to find resource type ${resourceType} to delete`,
        { detail: { namespace: namespaceName, resourceType } },
      );
    }
    refuseProtected(namespace, `resource-type-association ${resourceType}`);
    await recordEvent(tx, actor, metadefEvent(actor, action, namespace, resourceType, { before }));
  });
}
