import type { Tx } from '../../../db/pool.ts';
import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import type { PropertyDefinition } from '../property-definition.ts';
import { metadefEvent } from '../metadef-event.ts';
import { lockNamespace } from '../namespaces/find-namespace.ts';
import type { Namespace } from '../namespaces/namespace.ts';
import type { MetadefProperty } from './metadef-property.ts';
import { insertProperty } from './queries.ts';

/** Faults: notFound (namespace), forbidden, conflict (the name is taken). */
export async function createProperty(
  context: Context,
  actor: Actor,
  namespaceName: string,
  { name, definition }: MetadefProperty,
): Promise<MetadefProperty> {
  return await context.db.transaction().execute(async (tx) => {
    const namespace = await lockNamespace(tx, actor, namespaceName, 'metadef-property.create');
    return await addProperty(tx, actor, namespace, name, definition);
  });
}

/** The creation itself, in a namespace that the transaction has locked or made. */
export async function addProperty(
  tx: Tx,
  actor: Actor | null,
  namespace: Namespace,
  name: string,
  definition: PropertyDefinition,
): Promise<MetadefProperty> {
  const taken = (): Fault =>
    new Fault(
      'conflict',
      'metadef.property-exists',
      `A metadata definition property with name=${name} already exists in namespace=${namespace.name}.`,
      { detail: { namespace: namespace.name, name } },
    );
  const after = await faultOn(
    'unique',
    taken,
    async () => await insertProperty(tx, namespace.id, { name, definition }),
  );
  const event = metadefEvent(actor, 'metadef-property.create', namespace, name, { after });
  await recordEvent(tx, actor, event);
  return after;
}
