// Exchanges a password, an application credential or another token for a token.
import type { Context } from '../../context.ts';
import { unauthorized } from '../unauthorized.ts';
import { signToken, type ClaimedScope, type TokenClaims } from './claims.ts';
import { proveIdentity, type Identity } from './prove-identity.ts';
import { findDomainIdByName, findScopeProjectId } from './queries.ts';
import { findSession, readSession } from './read-session.ts';
import type { Session } from './session.ts';
import type { DomainReference } from './user-reference.ts';

export type ScopeRequest =
  | { readonly kind: 'project'; readonly id: string }
  | { readonly kind: 'project'; readonly name: string; readonly domain: DomainReference }
  | { readonly kind: 'domain'; readonly domain: DomainReference }
  | { readonly kind: 'system' }
  | { readonly kind: 'unscoped' };

export interface Login {
  readonly identity: Identity;
  /** null: the user's default project if it has a role there, else unscoped. */
  readonly scope: ScopeRequest | null;
  /** The caller's address, for lock-out. */
  readonly address: string;
  readonly requestId: string;
}

/** Throws `unauthenticated`, in the same words, for whatever does not fit: secret, scope, roles, a lock-out. */
export async function logIn(
  context: Context,
  login: Login,
): Promise<{ token: string; session: Session }> {
  const proof = await proveIdentity(context, login.identity, login);
  const { defaultProjectId, fixedScope, ...claimed } = proof;
  const claims = (scope: ClaimedScope): TokenClaims => ({ ...claimed, scope });
  const session =
    login.scope === null && fixedScope === null
      ? await defaultSession(context, claims, defaultProjectId, login.requestId)
      : await readSession(
          context,
          claims(await chosenScope(context, login.scope, fixedScope)),
          login.requestId,
        );
  return { token: await signToken(context.secrets.tokenKey, session.claims), session };
}

async function defaultSession(
  context: Context,
  claims: (scope: ClaimedScope) => TokenClaims,
  projectId: string | null,
  requestId: string,
): Promise<Session> {
  const session =
    projectId === null
      ? null
      : await findSession(context, claims({ kind: 'project', projectId }), requestId);
  return session ?? (await readSession(context, claims({ kind: 'unscoped' }), requestId));
}

/** An application credential has one scope: what is asked for must be that. */
async function chosenScope(
  context: Context,
  request: ScopeRequest | null,
  fixed: ClaimedScope | null,
): Promise<ClaimedScope> {
  const asked = request === null ? null : await resolveScope(context, request);
  if (fixed === null) {
    if (asked === null) throw unauthorized();
    return asked;
  }
  const same =
    asked === null ||
    (asked.kind === 'project' && fixed.kind === 'project' && asked.projectId === fixed.projectId);
  if (!same) throw unauthorized();
  return fixed;
}

async function resolveScope(context: Context, request: ScopeRequest): Promise<ClaimedScope> {
  switch (request.kind) {
    case 'project': {
      const projectId =
        'id' in request
          ? request.id
          : await findScopeProjectId(context.db, request.name, request.domain);
      if (projectId === undefined) throw unauthorized();
      return { kind: 'project', projectId };
    }
    case 'domain': {
      const { domain } = request;
      const domainId =
        'id' in domain ? domain.id : await findDomainIdByName(context.db, domain.name);
      if (domainId === undefined) throw unauthorized();
      return { kind: 'domain', domainId };
    }
    case 'system':
    case 'unscoped':
      return { kind: request.kind };
  }
}
