// What a token says: who, for which scope, by which methods, from when to when. What it is worth is read from the database at each
// request. Signed (JWS, HMAC-SHA-256), not encrypted: there is nothing secret in it.
import { randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { JOSEError } from 'jose/errors';

export const tokenMethods = ['password', 'token', 'application_credential'] as const;
export type TokenMethod = (typeof tokenMethods)[number];

export type ClaimedScope =
  | { readonly kind: 'project'; readonly projectId: string }
  | { readonly kind: 'domain'; readonly domainId: string }
  | { readonly kind: 'system' }
  | { readonly kind: 'unscoped' };

export interface TokenClaims {
  readonly userId: string;
  readonly scope: ClaimedScope;
  readonly methods: readonly TokenMethod[];
  /** The token's own, then, for a token got with another token, that of the first of the chain. */
  readonly auditIds: readonly string[];
  /** Milliseconds since 1970 by the database's clock, with a fraction: the database keeps microseconds. */
  readonly issuedAt: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly applicationCredentialId: string | null;
}

export function newAuditId(): string {
  return randomBytes(16).toString('base64url');
}

/** Scope in a few letters: `p:<id>`, `d:<id>`, `s`, `u`. */
function packScope(scope: ClaimedScope): string {
  switch (scope.kind) {
    case 'project':
      return `p:${scope.projectId}`;
    case 'domain':
      return `d:${scope.domainId}`;
    case 'system':
      return 's';
    case 'unscoped':
      return 'u';
  }
}

function unpackScope(packed: string): ClaimedScope {
  if (packed.startsWith('p:')) return { kind: 'project', projectId: packed.slice(2) };
  if (packed.startsWith('d:')) return { kind: 'domain', domainId: packed.slice(2) };
  return { kind: packed === 's' ? 'system' : 'unscoped' };
}

interface Payload {
  sub: string;
  iat: number;
  exp: number;
  scp: string;
  mth: TokenMethod[];
  aud_ids: string[];
  ac?: string;
}

export async function signToken(key: Uint8Array, claims: TokenClaims): Promise<string> {
  const payload: Payload = {
    sub: claims.userId,
    iat: claims.issuedAt / 1000,
    exp: claims.expiresAt / 1000,
    scp: packScope(claims.scope),
    mth: [...claims.methods],
    aud_ids: [...claims.auditIds],
    ...(claims.applicationCredentialId === null ? {} : { ac: claims.applicationCredentialId }),
  };
  return new SignJWT({ ...payload }).setProtectedHeader({ alg: 'HS256' }).sign(key);
}

/**
 * Tokens whose signature was found good, by signing key, the latest used last. What a token says never changes, so this cannot answer
 * anything old; what it is worth is not kept here.
 */
const verified = new WeakMap<Uint8Array, Map<string, TokenClaims>>();
const verifiedAtMost = 10_000;

/** The claims of a token that this service signed and that has not expired; null for anything else. */
export async function readToken(key: Uint8Array, token: string): Promise<TokenClaims | null> {
  const known = verified.get(key) ?? new Map<string, TokenClaims>();
  verified.set(key, known);
  const claims = known.get(token) ?? (await verifyToken(key, token));
  known.delete(token);
  if (claims === null || claims.expiresAt <= Date.now()) return null;
  known.set(token, claims);
  const [oldest] = known.keys();
  if (known.size > verifiedAtMost && oldest !== undefined) known.delete(oldest);
  return claims;
}

async function verifyToken(key: Uint8Array, token: string): Promise<TokenClaims | null> {
  try {
    const { payload } = await jwtVerify<Payload>(token, key, {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'iat', 'exp', 'scp', 'mth', 'aud_ids'],
    });
    return {
      userId: payload.sub,
      scope: unpackScope(payload.scp),
      methods: payload.mth,
      auditIds: payload.aud_ids,
      issuedAt: payload.iat * 1000,
      expiresAt: payload.exp * 1000,
      applicationCredentialId: payload.ac ?? null,
    };
  } catch (error) {
    // Garbage, a foreign signature, an expired token: to the caller they are one.
    if (error instanceof JOSEError) return null;
    throw error;
  }
}
