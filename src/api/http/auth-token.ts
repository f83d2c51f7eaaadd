// How OpenStack's clients say who they are: a token in the header X-Auth-Token.
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../domain/actor.ts';
import type { Context } from '../../domain/context.ts';
import { authenticate } from '../../domain/identity/authenticate.ts';

/** The actor by its token; throws `unauthenticated`. */
export async function authenticateByToken(
  context: Context,
  request: FastifyRequest,
): Promise<Actor> {
  const token = request.headers['x-auth-token'];
  return await authenticate(
    context,
    typeof token === 'string' && token !== '' ? token : null,
    request.id,
  );
}
