import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { metadefEvent } from '../metadef-event.ts';
import { lockNamespace } from '../namespaces/find-namespace.ts';
import { propertyNotFound, type MetadefProperty } from './metadef-property.ts';
import { selectProperty, updatePropertyRow } from './queries.ts';

/** Replaces a property, its name too. Faults: notFound, forbidden, conflict (the new name is taken). */
export async function updateProperty(
  context: Context,
  actor: Actor,
  namespaceName: string,
  name: string,
  wanted: MetadefProperty,
): Promise<MetadefProperty> {
  return await context.db.transaction().execute(async (tx) => {
    const namespace = await lockNamespace(tx, actor, namespaceName, 'metadef-property.update');
    const before = await selectProperty(tx, namespace.id, name);
    if (before === null) throw propertyNotFound(name);
    const taken = (): Fault =>
      new Fault(
        'conflict',
        'metadef.property-exists',
        `Invalid update. It would result in a duplicate metadata definition property with the same name=${wanted.name} in namespace=${namespaceName}.`,
        { detail: { namespace: namespaceName, name: wanted.name } },
      );
    const after = await faultOn(
      'unique',
      taken,
      async () => await updatePropertyRow(tx, namespace.id, name, wanted),
    );
    const change = { before, after };
    await recordEvent(
      tx,
      actor,
      metadefEvent(actor, 'metadef-property.update', namespace, name, change),
    );
    return after;
  });
}
