import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { metadefEvent } from '../metadef-event.ts';
import { lockNamespace } from '../namespaces/find-namespace.ts';
import { tagExists, tagNotFound, type MetadefTag } from './metadef-tag.ts';
import { selectTag, updateTagRow } from './queries.ts';

/** Renames a tag. Faults: notFound, forbidden, conflict (the new name is taken). */
export async function updateTag(
  context: Context,
  actor: Actor,
  namespaceName: string,
  name: string,
  newName: string,
): Promise<MetadefTag> {
  return await context.db.transaction().execute(async (tx) => {
    const action = 'metadef-tag.update';
    const namespace = await lockNamespace(tx, actor, namespaceName, action);
    const before = await selectTag(tx, namespace.id, name);
    if (before === null) throw tagNotFound(name);
    const after = await faultOn(
      'unique',
      () => tagExists(namespaceName, newName),
      async () => await updateTagRow(tx, before.id, newName),
    );
    const change = { before, after };
    await recordEvent(tx, actor, metadefEvent(actor, action, namespace, before.name, change));
    return after;
  });
}
