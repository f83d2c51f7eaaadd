import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../domain/actor.ts';
import type { Context } from '../../domain/context.ts';
import { Fault } from '../../domain/fault.ts';
import { authenticateSigner } from '../../domain/identity/access-keys/authenticate-signer.ts';
import { readAhead } from '../http/body-ahead.ts';
import { isSignedWith, readSignature } from './signature.ts';

/** Milliseconds that a client's clock may be off, as at the API Gateway. */
const tolerance = 15 * 60_000;

/**
 * The actor by the signature of the request. X-Project-Id and X-Domain-Id say what it is for also when they are not signed: some clients add them
 * afterwards, and the key works in all projects of its user anyway. Throws `unauthenticated`, and `forbidden` for a scope that is not the key's.
 */
export async function authenticateSigned(
  context: Context,
  request: FastifyRequest,
): Promise<Actor> {
  const { headers, method, raw } = request;
  const signature = readSignature(headers);
  if (signature === null) {
    throw new Fault(
      'unauthenticated',
      'signature.malformed',
      'The header Authorization or X-Sdk-Date is missing or malformed.',
    );
  }
  if (Math.abs(Date.now() - signature.time) > tolerance) {
    throw new Fault(
      'unauthenticated',
      'signature.expired',
      'X-Sdk-Date is more than 15 minutes off.',
    );
  }
  return await authenticateSigner(context, {
    accessKeyId: signature.accessKeyId,
    projectId: given(headers['x-project-id']),
    accountId: given(headers['x-domain-id']),
    address: request.ip,
    requestId: request.id,
    isSignedWith: async (secret) => {
      const hash = await bodyHash(request);
      const received = { method, url: raw.url ?? '', headers };
      return hash !== null && isSignedWith(secret, signature, received, hash);
    },
  });
}

function given(header: string | readonly string[] | undefined): string | null {
  return typeof header === 'string' && header !== '' ? header : null;
}

/** What the signature says of the body; null when the client names another hash than the body's. */
async function bodyHash(request: FastifyRequest): Promise<string | null> {
  const named = given(request.headers['x-sdk-content-sha256']);
  // Sent with bodies that the client does not want to read twice.
  if (named === 'UNSIGNED-PAYLOAD') return named;
  const hash = createHash('sha256')
    .update(await readAhead(request))
    .digest('hex');
  return named === null || named === hash ? hash : null;
}
