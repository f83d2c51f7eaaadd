import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvents } from '../../events/record-event.ts';
import { metadefEvent } from '../metadef-event.ts';
import { lockNamespace } from '../namespaces/find-namespace.ts';
import { refuseProtected } from '../namespaces/namespace.ts';
import { objectNotFound } from './metadef-object.ts';
import { deleteObjectRows } from './queries.ts';

/** Deletes one object or, with null, all of the namespace. Faults: notFound, forbidden (protected, or not the operator). */
export async function deleteObjects(
  context: Context,
  actor: Actor,
  namespaceName: string,
  name: string | null,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const action = 'metadef-object.delete';
    const namespace = await lockNamespace(tx, actor, namespaceName, action);
    const deleted = await deleteObjectRows(tx, namespace.id, name);
    if (name !== null && deleted.length === 0) throw objectNotFound(name);
    refuseProtected(namespace, name === null ? `namespace ${namespaceName}` : `object ${name}`);
    const events = deleted.map((before) =>
      metadefEvent(actor, action, namespace, before.name, { before }),
    );
    await recordEvents(tx, actor, events);
  });
}
