import type { Tx } from '../../../db/pool.ts';
import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent, recordEvents } from '../../events/record-event.ts';
import { metadefEvent } from '../metadef-event.ts';
import { lockNamespace } from '../namespaces/find-namespace.ts';
import type { Namespace } from '../namespaces/namespace.ts';
import { tagExists, type MetadefTag } from './metadef-tag.ts';
import { deleteTagRows, insertTag } from './queries.ts';

/**
 * Adds tags to those of the namespace, or puts them in their place; no tags change nothing. Faults: notFound (namespace), forbidden,
 * conflict (a name is there already, or twice).
 */
export async function createTags(
  context: Context,
  actor: Actor,
  namespaceName: string,
  wanted: { readonly names: readonly string[]; readonly replace: boolean },
): Promise<MetadefTag[]> {
  return await context.db.transaction().execute(async (tx) => {
    const namespace = await lockNamespace(tx, actor, namespaceName, 'metadef-tag.create');
    // As Glance: also when the namespace is protected, and not when there is nothing to put in their place.
    if (wanted.replace && wanted.names.length > 0) {
      const deleted = await deleteTagRows(tx, namespace.id, null);
      const events = deleted.map((before) =>
        metadefEvent(actor, 'metadef-tag.delete', namespace, before.name, { before }),
      );
      await recordEvents(tx, actor, events);
    }
    return await addTags(tx, actor, namespace, wanted.names);
  });
}

/** Adds one tag. Faults: notFound (namespace), forbidden, conflict. */
export async function createTag(
  context: Context,
  actor: Actor,
  namespaceName: string,
  name: string,
): Promise<MetadefTag> {
  return await context.db.transaction().execute(async (tx) => {
    const namespace = await lockNamespace(tx, actor, namespaceName, 'metadef-tag.create');
    return await addTag(tx, actor, namespace, name);
  });
}

/** The creation itself, in a namespace that the transaction has locked or made. */
export async function addTags(
  tx: Tx,
  actor: Actor | null,
  namespace: Namespace,
  names: readonly string[],
): Promise<MetadefTag[]> {
  const tags: MetadefTag[] = [];
  for (const name of names) tags.push(await addTag(tx, actor, namespace, name));
  return tags;
}

async function addTag(
  tx: Tx,
  actor: Actor | null,
  namespace: Namespace,
  name: string,
): Promise<MetadefTag> {
  const after = await faultOn(
    'unique',
    () => tagExists(namespace.name, name),
    async () => await insertTag(tx, namespace.id, name),
  );
  const event = metadefEvent(actor, 'metadef-tag.create', namespace, name, { after });
  await recordEvent(tx, actor, event);
  return after;
}
