// X-Client-Token: a client that does not know whether its request was received sends it again with the same token, and nothing is made twice (ECS API
// reference, "Creating ECSs"; EVS API reference, "Creating EVS disks"). For eight hours.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Once } from '../../domain/jobs/once.ts';
import { Fault } from '../../domain/fault.ts';

const hours = 8;

/** What makes the request the same as an earlier one; undefined: it is none of which that is said. Throws `invalid`. */
export function readClientToken(headers: IncomingHttpHeaders, body: unknown): Once | undefined {
  const token = headers['x-client-token'];
  if (token === undefined || token === '') return undefined;
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(token)) {
    throw new Fault(
      'invalid',
      'request.client-token-invalid',
      'The X-Client-Token is of 1 to 64 characters without blanks.',
    );
  }
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return { token, digest, hours };
}
