import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeIdentity, relationToUser } from '../policy.ts';
import { noSuchCredential, type ApplicationCredential } from './application-credential.ts';
import { findCredential, selectCredentials } from './queries.ts';

/** A user's application credentials, without their secrets. Throws `forbidden` for another user's. */
export async function listCredentials(
  context: Context,
  actor: Actor,
  userId: string,
  filter: { readonly name?: string | undefined } = {},
): Promise<ApplicationCredential[]> {
  authorizeIdentity(actor, 'application-credential.read', relationToUser(actor, userId));
  return selectCredentials(context.db, userId, filter);
}

/** Throws `notFound`. */
export async function showCredential(
  context: Context,
  actor: Actor,
  userId: string,
  id: string,
): Promise<ApplicationCredential> {
  authorizeIdentity(actor, 'application-credential.read', relationToUser(actor, userId));
  const credential = await findCredential(context.db, userId, id);
  if (credential === undefined) throw noSuchCredential(id);
  return credential;
}
