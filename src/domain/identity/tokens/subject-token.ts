// Describing and ending a token, one's own or, for an administrator, anybody's.
import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { authorizeIdentity, relationToUser } from '../policy.ts';
import { readToken } from './claims.ts';
import { hasSystemRole, insertRevokedToken } from './queries.ts';
import { findSession } from './read-session.ts';
import type { Session } from './session.ts';

function noSuchToken(): Fault {
  return new Fault('notFound', 'token.not-found', 'Could not find the token.');
}

/** The role of services that look at the tokens they are given: it lets them do that, and nothing else. Keystone's name and rule. */
const serviceRole = 'service';

/** What a token is worth now. Throws `notFound` for one that is worth nothing, `forbidden` for another user's. */
export async function showToken(context: Context, actor: Actor, subject: string): Promise<Session> {
  const claims = await readToken(context.secrets.tokenKey, subject);
  if (claims === null) throw noSuchToken();
  const session = await findSession(context, claims, actor.requestId);
  if (session === null) throw noSuchToken();
  if (!actor.roleNames.includes(serviceRole)) {
    authorizeIdentity(actor, 'token.read', relationToUser(actor, session.actor.userId));
  }
  return session;
}

/** Ends a token and those got with it. Throws as showToken. */
export async function revokeToken(context: Context, actor: Actor, subject: string): Promise<void> {
  const { claims } = await showToken(context, actor, subject);
  authorizeIdentity(actor, 'token.revoke', relationToUser(actor, claims.userId));
  const auditId = claims.auditIds[0];
  if (auditId === undefined) throw noSuchToken();
  const expiresAt = new Date(claims.expiresAt).toISOString();
  await context.db.transaction().execute(async (tx) => {
    if (!(await insertRevokedToken(tx, auditId, expiresAt))) return;
    await recordEvent(tx, actor, {
      action: 'token.revoke',
      noun: 'token',
      nounId: auditId,
      after: { userId: claims.userId, scope: claims.scope },
    });
  });
}

/** True when the actor can scope a token to the system. */
export async function maySystem(context: Context, actor: Actor): Promise<boolean> {
  return hasSystemRole(context.db, actor.userId);
}
