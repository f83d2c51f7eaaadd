import type { Scope } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { unauthorized } from '../unauthorized.ts';
import type { TokenClaims } from './claims.ts';
import { knownSessionsOf } from './known-sessions.ts';
import {
  selectIdentityVersion,
  selectSession,
  type SessionQuestion,
  type SessionRow,
} from './queries.ts';
import { strongestRole, type Session } from './session.ts';

/** As findSession, but throws `unauthenticated` instead of answering null. */
export async function readSession(
  context: Context,
  claims: TokenClaims,
  requestId: string,
): Promise<Session> {
  const session = await findSession(context, claims, requestId);
  if (session === null) throw unauthorized();
  return session;
}

/** What the claims are worth as of the last commit; null when nothing. */
export async function findSession(
  context: Context,
  claims: TokenClaims,
  requestId: string,
): Promise<Session | null> {
  const row = await sessionRow(context, { ...claims, issuedAt: claims.issuedAt / 1000 });
  if (row === undefined) return null;
  const roleNames = row.roles.map((role) => role.name);
  const credential =
    claims.applicationCredentialId === null
      ? null
      : {
          id: claims.applicationCredentialId,
          name: row.credentialName ?? '',
          unrestricted: row.credentialUnrestricted ?? false,
        };
  return {
    actor: {
      userId: claims.userId,
      userName: row.userName,
      domainId: row.domainId,
      domainName: row.domainName,
      scope: scopeOf(claims, row),
      role: strongestRole(roleNames),
      roleNames,
      requestId,
      ...(credential !== null && !credential.unrestricted ? { restricted: true } : {}),
    },
    roles: row.roles,
    claims,
    applicationCredential: credential,
  };
}

/** In one round trip: asked anew, or what is known when nothing has changed since. */
async function sessionRow(
  context: Context,
  question: SessionQuestion,
): Promise<SessionRow | undefined> {
  const { userId, scope, auditIds, issuedAt, applicationCredentialId } = question;
  const { db } = context;
  // A credential expires by the clock.
  if (applicationCredentialId !== null) return await selectSession(db, question);
  const key = JSON.stringify([userId, scope, auditIds, issuedAt]);
  const sessions = knownSessionsOf(context);
  const known = sessions.get(key);
  if (known !== undefined && known.version === (await selectIdentityVersion(db))) return known;
  const row = await selectSession(db, question);
  sessions.set(key, row);
  return row;
}

function scopeOf(claims: TokenClaims, row: SessionRow): Scope {
  switch (claims.scope.kind) {
    case 'project':
      return {
        kind: 'project',
        project: {
          id: claims.scope.projectId,
          name: row.projectName ?? '',
          domainId: row.projectDomainId ?? '',
          domainName: row.projectDomainName ?? '',
          regionId: row.projectRegionId ?? '',
        },
      };
    case 'domain':
      return {
        kind: 'domain',
        domainId: claims.scope.domainId,
        domainName: row.scopeDomainName ?? '',
      };
    case 'system':
    case 'unscoped':
      return claims.scope;
  }
}
