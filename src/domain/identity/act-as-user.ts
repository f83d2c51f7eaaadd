// The actor of a request that is signed in, but not by a token of the scope that it needs: our own API's session names the user only.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { mayBeProject, noSuchProject } from './projects/project.ts';
import { readToken, type TokenClaims } from './tokens/claims.ts';
import { findSession, readSession } from './tokens/read-session.ts';
import { findOperatingScope } from './tokens/queries.ts';
import { unauthorized } from './unauthorized.ts';

/**
 * Who sends this request, working in no project in particular. An unscoped token of somebody who is an operator anywhere counts as an
 * operator's. As with authenticate, the database is asked at every request. Throws `unauthenticated`.
 */
export async function actAsUser(
  context: Context,
  token: string | null,
  requestId: string,
): Promise<Actor> {
  const claims = await claimsOf(context, token);
  const { actor } = await readSession(context, claims, requestId);
  if (claims.scope.kind !== 'unscoped') return actor;
  const scope = await findOperatingScope(context.db, claims.userId);
  if (scope === undefined) return actor;
  // The role may be taken away between the two statements.
  const session = await findSession(context, { ...claims, scope }, requestId);
  return session?.actor ?? actor;
}

/**
 * Who sends this request, working in `projectId` with the roles that it has there now. An unscoped token does for all projects of its
 * user, a project's own for that project. Throws `unauthenticated`, and `notFound` alike for a project without a role in it, one that is
 * disabled and one that is not there.
 */
export async function actInProject(
  context: Context,
  token: string | null,
  projectId: string,
  requestId: string,
): Promise<Actor> {
  const claims = await claimsOf(context, token);
  const session = mayServe(claims, projectId)
    ? await findSession(context, { ...claims, scope: { kind: 'project', projectId } }, requestId)
    : null;
  if (session !== null) return session.actor;
  // Is it the token that is worth nothing?
  await readSession(context, claims, requestId);
  throw noSuchProject(projectId);
}

function mayServe({ scope }: TokenClaims, projectId: string): boolean {
  return (
    mayBeProject(projectId) &&
    (scope.kind === 'unscoped' || (scope.kind === 'project' && scope.projectId === projectId))
  );
}

async function claimsOf(context: Context, token: string | null): Promise<TokenClaims> {
  const claims = token === null ? null : await readToken(context.secrets.tokenKey, token);
  if (claims === null) throw unauthorized();
  return claims;
}
