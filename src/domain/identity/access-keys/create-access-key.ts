import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { checkUnrestricted } from '../application-credentials/restriction.ts';
import { authorizeIdentity, relationToUser } from '../policy.ts';
import { lockUser } from '../users/queries.ts';
import { noSuchUser } from '../users/user.ts';
import { newAccessKeyId, newAccessKeySecret, type AccessKey } from './access-key.ts';
import { insertAccessKey, selectAccessKeys } from './queries.ts';
import { sealSecret } from './sealed-secret.ts';

export interface NewAccessKey {
  readonly userId: string;
  readonly description?: string | undefined;
}

/**
 * Makes a permanent access key for a user. The secret is told this once. Throws `forbidden` for another user or from a restricted credential,
 * `quota` when the user has as many as it may, `notFound` for no such user.
 */
export async function createAccessKey(
  context: Context,
  actor: Actor,
  { userId, description = '' }: NewAccessKey,
): Promise<{ accessKey: AccessKey; secret: string }> {
  authorizeIdentity(actor, 'access-key.create', relationToUser(actor, userId));
  checkUnrestricted(actor);
  const id = newAccessKeyId();
  const secret = newAccessKeySecret();
  const sealedSecret = sealSecret(context.secrets.accessKeyKey, id, secret);
  const most = context.settings.accessKeysPerUser;
  return context.db.transaction().execute(async (tx) => {
    // Two that come at once are counted one after the other.
    if ((await lockUser(tx, userId)) === undefined) throw noSuchUser(userId);
    if ((await selectAccessKeys(tx, userId)).length >= most) {
      throw new Fault(
        'quota',
        'access-key.too-many',
        `A user may have ${most} access keys at most.`,
        { detail: { most } },
      );
    }
    const accessKey = await insertAccessKey(tx, { id, userId, description, sealedSecret });
    await recordEvent(tx, actor, {
      action: 'access-key.create',
      noun: 'access-key',
      nounId: id,
      after: accessKey,
    });
    return { accessKey, secret };
  });
}
