import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { checkUnrestricted } from '../application-credentials/restriction.ts';
import type { AccessKey } from './access-key.ts';
import { lockAccessKey, updateAccessKeyRow } from './queries.ts';
import { admitted } from './read-access-keys.ts';

export interface AccessKeyChange {
  readonly description?: string | undefined;
  readonly enabled?: boolean | undefined;
}

/** Changes what is given; a key that is disabled signs nothing from the commit on. Throws as showAccessKey. */
export async function updateAccessKey(
  context: Context,
  actor: Actor,
  id: string,
  change: AccessKeyChange,
): Promise<AccessKey> {
  return context.db.transaction().execute(async (tx) => {
    const before = admitted(actor, 'access-key.update', id, await lockAccessKey(tx, id));
    checkUnrestricted(actor);
    const after = {
      ...before,
      description: change.description ?? before.description,
      enabled: change.enabled ?? before.enabled,
    };
    await updateAccessKeyRow(tx, id, { description: after.description, enabled: after.enabled });
    await recordEvent(tx, actor, {
      action: 'access-key.update',
      noun: 'access-key',
      nounId: id,
      before,
      after,
    });
    return after;
  });
}
