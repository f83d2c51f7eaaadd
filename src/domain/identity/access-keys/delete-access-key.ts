import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { checkUnrestricted } from '../application-credentials/restriction.ts';
import { deleteAccessKeyRow, lockAccessKey } from './queries.ts';
import { admitted } from './read-access-keys.ts';

/** Deletes the key, which signs nothing from the commit on. Throws as showAccessKey. */
export async function deleteAccessKey(context: Context, actor: Actor, id: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const before = admitted(actor, 'access-key.delete', id, await lockAccessKey(tx, id));
    checkUnrestricted(actor);
    await deleteAccessKeyRow(tx, id);
    await recordEvent(tx, actor, {
      action: 'access-key.delete',
      noun: 'access-key',
      nounId: id,
      before,
    });
  });
}
