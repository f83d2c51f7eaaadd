import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { metadefEvent } from '../metadef-event.ts';
import { lockNamespace } from './find-namespace.ts';
import { refuseProtected } from './namespace.ts';
import { deleteNamespaceRow } from './queries.ts';

/** Deletes a namespace and all that is in it. Faults: notFound, forbidden (protected, or not the operator). */
export async function deleteNamespace(context: Context, actor: Actor, name: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const before = await lockNamespace(tx, actor, name, 'metadef-namespace.delete');
    refuseProtected(before, `namespace ${name}`);
    await deleteNamespaceRow(tx, before.id);
    const event = metadefEvent(actor, 'metadef-namespace.delete', before, null, { before });
    await recordEvent(tx, actor, event);
  });
}
