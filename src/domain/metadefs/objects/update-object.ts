import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { metadefEvent } from '../metadef-event.ts';
import { lockNamespace } from '../namespaces/find-namespace.ts';
import { objectNotFound, type MetadefObject, type NewObject } from './metadef-object.ts';
import { selectObject, updateObjectRow } from './queries.ts';

/** Replaces an object, its name too. Faults: notFound, forbidden, conflict (the new name is taken). */
export async function updateObject(
  context: Context,
  actor: Actor,
  namespaceName: string,
  name: string,
  wanted: NewObject,
): Promise<MetadefObject> {
  return await context.db.transaction().execute(async (tx) => {
    const namespace = await lockNamespace(tx, actor, namespaceName, 'metadef-object.update');
    const before = await selectObject(tx, namespace.id, name);
    if (before === null) throw objectNotFound(name);
    const taken = (): Fault =>
      new Fault(
        'conflict',
        'metadef.object-exists',
        `Invalid update. It would result in a duplicate metadata definition object with the same name=${wanted.name} in namespace=${namespaceName}.`,
        { detail: { namespace: namespaceName, name: wanted.name } },
      );
    const after = await faultOn(
      'unique',
      taken,
      async () => await updateObjectRow(tx, namespace.id, name, wanted),
    );
    const change = { before, after };
    await recordEvent(
      tx,
      actor,
      metadefEvent(actor, 'metadef-object.update', namespace, name, change),
    );
    return after;
  });
}
