import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { Fault } from '../../fault.ts';
import { noteFailure } from '../login-failures/guard-secret.ts';
import { forgetFailures } from '../login-failures/queries.ts';
import type { ClaimedScope } from '../tokens/claims.ts';
import { findSession } from '../tokens/read-session.ts';
import { findSigningKey, type SigningKey } from './queries.ts';
import { openSecret } from './sealed-secret.ts';

export interface Signer {
  readonly accessKeyId: string;
  /** The project that the request is for; null: the key's home project. */
  readonly projectId: string | null;
  /** The account that the request is for; null: whichever. */
  readonly accountId: string | null;
  /** Where it comes from, for lock-out. */
  readonly address: string;
  readonly requestId: string;
  /** True when the request is signed with this secret. */
  readonly isSignedWith: (secret: string) => Promise<boolean>;
}

/**
 * Who signs this request. The key, its lock and its user's rights are read at every request, so what is disabled or taken away counts from the
 * commit on. Throws `unauthenticated` in the same words for an unknown or disabled key, a wrong signature and a lock-out; `forbidden` alike for a
 * project without a role in it, one that is disabled and one that is not there.
 */
export async function authenticateSigner(context: Context, signer: Signer): Promise<Actor> {
  const key = await findSigningKey(context.db, signer.accessKeyId, signer.address);
  // There is nothing to guess of these, so nothing is counted.
  if (key === undefined || !key.enabled) throw wrongSignature();
  if (key.secondsLocked > 0) throw lockedOut(key.secondsLocked);
  await checkSignature(context, signer, key);
  const actor = await actorOf(context, signer, key);
  if (signer.accountId !== null && signer.accountId !== actor.domainId) throw foreignScope();
  return actor;
}

async function checkSignature(context: Context, signer: Signer, key: SigningKey): Promise<void> {
  const { accessKeyId, address } = signer;
  const subject = `access-key:${accessKeyId}`;
  const secret = openSecret(context.secrets.accessKeyKey, accessKeyId, key.sealedSecret);
  if (!(await signer.isSignedWith(secret))) {
    await noteFailure(context, { subject, address });
    throw wrongSignature();
  }
  if (key.failures > 0) await forgetFailures(context.db, subject, address);
}

/** In the project asked for, else at home, else in none. */
async function actorOf(context: Context, signer: Signer, key: SigningKey): Promise<Actor> {
  const projectId = signer.projectId ?? key.homeProjectId;
  const session = projectId === null ? null : await sessionIn({ kind: 'project', projectId });
  if (session !== null) return session.actor;
  const unscoped = await sessionIn({ kind: 'unscoped' });
  // The user or its account is disabled: that tells as little as a wrong signature.
  if (unscoped === null) throw wrongSignature();
  if (signer.projectId !== null) throw foreignScope();
  return unscoped.actor;

  async function sessionIn(scope: ClaimedScope) {
    const claims = {
      userId: key.userId,
      scope,
      methods: [],
      auditIds: [],
      // A change of password ends tokens that were issued before; a key is not issued, it is there or not.
      issuedAt: Infinity,
      expiresAt: Infinity,
      applicationCredentialId: null,
    };
    return await findSession(context, claims, signer.requestId);
  }
}

const words = 'The access key or the signature is wrong.';

function wrongSignature(): Fault {
  return new Fault('unauthenticated', 'signature.wrong', words);
}

function lockedOut(seconds: number): Fault {
  return new Fault('unauthenticated', 'signature.locked-out', words, {
    detail: { retryAfter: seconds },
  });
}

function foreignScope(): Fault {
  return new Fault(
    'forbidden',
    'signature.foreign-scope',
    'The access key does not work in the project or account that the request names.',
  );
}
