import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { metadefEvent } from '../metadef-event.ts';
import { ownerFor, type NewNamespace } from './create-namespace.ts';
import { lockNamespace } from './find-namespace.ts';
import type { Namespace } from './namespace.ts';
import { updateNamespaceRow } from './queries.ts';

/**
 * Replaces a namespace's own fields; what is left out gets what a new namespace would have, the owner too (Glance's rule). What is in it
 * stays. Faults: notFound, forbidden, conflict (the new name is taken), invalid.
 */
export async function updateNamespace(
  context: Context,
  actor: Actor,
  name: string,
  wanted: NewNamespace,
): Promise<Namespace> {
  return await context.db.transaction().execute(async (tx) => {
    const before = await lockNamespace(tx, actor, name, 'metadef-namespace.update');
    const change = async () =>
      await updateNamespaceRow(tx, before.id, {
        name: wanted.name,
        display_name: wanted.displayName,
        description: wanted.description,
        visibility: wanted.visibility,
        protected: wanted.protected,
        owner: ownerFor(actor, wanted.owner),
      });
    const after = await faultOn('unique', () => nameTaken(wanted.name), change);
    const event = metadefEvent(actor, 'metadef-namespace.update', before, null, { before, after });
    await recordEvent(tx, actor, event);
    return after;
  });
}

function nameTaken(name: string): Fault {
  return new Fault(
    'conflict',
    'metadef.namespace-exists',
    `Invalid update. It would result in a duplicate metadata definition namespace with the same name of ${name}`,
    { detail: { namespace: name } },
  );
}
