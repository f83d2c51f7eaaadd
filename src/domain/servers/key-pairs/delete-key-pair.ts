import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { authorizeServers } from '../policy.ts';
import { noSuchKeyPair } from './key-pair.ts';
import { deleteKeyPairRow } from './queries.ts';

/** Forgets a key pair; servers that were made with it keep letting in by it. Faults: forbidden, notFound. */
export async function deleteKeyPair(context: Context, actor: Actor, name: string): Promise<void> {
  const { id: projectId } = authorizeServers(actor, 'key-pair.delete');
  await context.db.transaction().execute(async (tx) => {
    const before = await deleteKeyPairRow(tx, projectId, name);
    if (before === undefined) throw noSuchKeyPair(name);
    await recordEvent(tx, actor, {
      action: 'key-pair.delete',
      noun: 'key-pair',
      nounId: name,
      projectId,
      before,
    });
  });
}
