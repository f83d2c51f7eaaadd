import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { readToken } from './tokens/claims.ts';
import { readSession } from './tokens/read-session.ts';
import { unauthorized } from './unauthorized.ts';

/**
 * Who sends this request. One round trip to the database at every request: a role taken away, a disabled user or project, a deleted
 * credential count from the commit on. Throws `unauthenticated`.
 */
export async function authenticate(
  context: Context,
  token: string | null,
  requestId: string,
): Promise<Actor> {
  const claims = token === null ? null : await readToken(context.secrets.tokenKey, token);
  if (claims === null) throw unauthorized();
  const session = await readSession(context, claims, requestId);
  return session.actor;
}
