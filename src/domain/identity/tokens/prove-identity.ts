// The three ways to prove who one is. Each answers with the claims of the token to come, its scope apart.
import type { Context } from '../../context.ts';
import { findCredentialLogin } from '../application-credentials/queries.ts';
import { guardSecret, unknownSubject } from '../login-failures/guard-secret.ts';
import { unauthorized } from '../unauthorized.ts';
import { findLogin, holdPassword } from '../users/login-queries.ts';
import { newAuditId, readToken, type ClaimedScope, type TokenClaims } from './claims.ts';
import { readSession } from './read-session.ts';
import type { UserReference } from './user-reference.ts';

export type Identity =
  | { readonly method: 'password'; readonly user: UserReference; readonly password: string }
  | { readonly method: 'token'; readonly token: string }
  | {
      readonly method: 'application_credential';
      readonly credential:
        | { readonly id: string }
        | { readonly name: string; readonly user: UserReference };
      readonly secret: string;
    };

export interface Proof extends Omit<TokenClaims, 'scope'> {
  readonly defaultProjectId: string | null;
  /** The only scope that the proof is good for, or null. */
  readonly fixedScope: ClaimedScope | null;
}

interface Caller {
  readonly address: string;
  readonly requestId: string;
}

/** Throws `unauthenticated`. */
export async function proveIdentity(
  context: Context,
  identity: Identity,
  caller: Caller,
): Promise<Proof> {
  switch (identity.method) {
    case 'password':
      return provePassword(context, identity.user, identity.password, caller);
    case 'application_credential':
      return proveCredential(context, identity.credential, identity.secret, caller);
    case 'token':
      return proveToken(context, identity.token, caller);
  }
}

async function provePassword(
  context: Context,
  user: UserReference,
  password: string,
  { address }: Caller,
): Promise<Proof> {
  const login = await findLogin(context.db, user);
  const hash = login?.passwordHash ?? null;
  await guardSecret(context, {
    subject: login === undefined ? unknownSubject('user', user) : `user:${login.userId}`,
    address,
    secret: password,
    hash,
  });
  // The moment of issue is before the hash was read, so a password changed meanwhile ends this token too;
  // a change that is being committed right now is waited for.
  if (login === undefined || hash === null) throw unauthorized();
  if (!(await holdPassword(context.db, login.userId, hash))) throw unauthorized();
  return {
    userId: login.userId,
    methods: ['password'],
    auditIds: [newAuditId()],
    issuedAt: login.now,
    expiresAt: login.now + context.settings.tokenTtlSeconds * 1000,
    applicationCredentialId: null,
    defaultProjectId: login.defaultProjectId,
    fixedScope: null,
  };
}

async function proveCredential(
  context: Context,
  credential: { readonly id: string } | { readonly name: string; readonly user: UserReference },
  secret: string,
  { address }: Caller,
): Promise<Proof> {
  const login = await findCredentialLogin(context.db, credential);
  await guardSecret(context, {
    subject:
      login === undefined
        ? unknownSubject('application-credential', credential)
        : `application-credential:${login.id}`,
    address,
    secret,
    hash: login?.secretHash ?? null,
  });
  if (login === undefined) throw unauthorized();
  const longest = login.now + context.settings.tokenTtlSeconds * 1000;
  return {
    userId: login.userId,
    methods: ['application_credential'],
    auditIds: [newAuditId()],
    issuedAt: login.now,
    expiresAt: login.expiresAt === null ? longest : Math.min(longest, Date.parse(login.expiresAt)),
    applicationCredentialId: login.id,
    defaultProjectId: null,
    fixedScope: { kind: 'project', projectId: login.projectId },
  };
}

/** A token got with a token lives no longer than that one, and ends with the first of the chain. */
async function proveToken(context: Context, token: string, { requestId }: Caller): Promise<Proof> {
  const claims = await readToken(context.secrets.tokenKey, token);
  if (claims === null) throw unauthorized();
  await readSession(context, claims, requestId);
  const login = await findLogin(context.db, { id: claims.userId });
  const first = claims.auditIds.at(-1);
  if (login === undefined || first === undefined) throw unauthorized();
  return {
    userId: claims.userId,
    methods: [...new Set([...claims.methods, 'token' as const])],
    auditIds: [newAuditId(), first],
    issuedAt: claims.issuedAt,
    expiresAt: claims.expiresAt,
    applicationCredentialId: claims.applicationCredentialId,
    defaultProjectId: login.defaultProjectId,
    fixedScope: claims.applicationCredentialId === null ? null : claims.scope,
  };
}
