import type { Tx } from '../../../db/pool.ts';
import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { metadefEvent } from '../metadef-event.ts';
import { lockNamespace } from '../namespaces/find-namespace.ts';
import type { Namespace } from '../namespaces/namespace.ts';
import type { MetadefObject, NewObject } from './metadef-object.ts';
import { insertObject } from './queries.ts';

/** Faults: notFound (namespace), forbidden, conflict (the name is taken). */
export async function createObject(
  context: Context,
  actor: Actor,
  namespaceName: string,
  wanted: NewObject,
): Promise<MetadefObject> {
  return await context.db.transaction().execute(async (tx) => {
    const namespace = await lockNamespace(tx, actor, namespaceName, 'metadef-object.create');
    return await addObject(tx, actor, namespace, wanted);
  });
}

/** The creation itself, in a namespace that the transaction has locked or made. */
export async function addObject(
  tx: Tx,
  actor: Actor | null,
  namespace: Namespace,
  wanted: NewObject,
): Promise<MetadefObject> {
  const taken = (): Fault =>
    new Fault(
      'conflict',
      'metadef.object-exists',
      `A metadata definition object with name=${wanted.name} already exists in namespace=${namespace.name}.`,
      { detail: { namespace: namespace.name, name: wanted.name } },
    );
  const after = await faultOn(
    'unique',
    taken,
    async () => await insertObject(tx, namespace.id, wanted),
  );
  const event = metadefEvent(actor, 'metadef-object.create', namespace, wanted.name, { after });
  await recordEvent(tx, actor, event);
  return after;
}
