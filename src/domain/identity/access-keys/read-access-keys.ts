import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeIdentity, relationToUser, type IdentityAction } from '../policy.ts';
import { noSuchAccessKey, type AccessKey } from './access-key.ts';
import { findAccessKey, selectAccessKeys } from './queries.ts';

/** A user's access keys, without their secrets. Throws `forbidden` for another user's. */
export async function listAccessKeys(
  context: Context,
  actor: Actor,
  userId: string,
): Promise<AccessKey[]> {
  authorizeIdentity(actor, 'access-key.read', relationToUser(actor, userId));
  return selectAccessKeys(context.db, userId);
}

/** Throws `forbidden` for another user's and, to whoever may read only its own, for what does not exist; `notFound`. */
export async function showAccessKey(
  context: Context,
  actor: Actor,
  id: string,
): Promise<AccessKey> {
  return admitted(actor, 'access-key.read', id, await findAccessKey(context.db, id));
}

/** The key, when the actor may do that with it. Throws as showAccessKey: an id tells nobody whether there is such a key. */
export function admitted(
  actor: Actor,
  action: IdentityAction,
  id: string,
  accessKey: AccessKey | undefined,
): AccessKey {
  const relation = accessKey === undefined ? 'other' : relationToUser(actor, accessKey.userId);
  authorizeIdentity(actor, action, relation);
  if (accessKey === undefined) throw noSuchAccessKey(id);
  return accessKey;
}
