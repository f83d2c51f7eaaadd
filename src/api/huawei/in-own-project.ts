// Who sends a request to a service whose paths may name a project: by a signature or a token, and in the project that the path names.
import type { FastifyRequest } from 'fastify';
import { projectIdOf, type Actor } from '../../domain/actor.ts';
import type { Context } from '../../domain/context.ts';
import { Fault } from '../../domain/fault.ts';
import { authenticateByToken } from '../http/auth-token.ts';
import { isSigned } from '../http/dialect.ts';
import { authenticateSigned } from './authenticate-signed.ts';

/** The actor. Throws `unauthenticated`, `forbidden` (a scope that is not the key's), `invalid` (the path names another project). */
export async function authenticateInOwnProject(
  context: Context,
  request: FastifyRequest,
): Promise<Actor> {
  const actor = isSigned(request.headers)
    ? await authenticateSigned(context, request)
    : await authenticateByToken(context, request);
  return inOwnProject(actor, request);
}

/** What SDKs send in the place of a project that they have not been told: the one of the request. */
const untold = '{project_id}';

/** Passes the actor on. Throws `invalid` when the path names another project than the one that the request is for. */
function inOwnProject(actor: Actor, { params }: FastifyRequest): Actor {
  const { project_id: named } = params as { project_id?: string };
  if (named === undefined || named === untold || named === projectIdOf(actor)) return actor;
  throw new Fault(
    'invalid',
    'project.mismatch',
    `The request is not for the project ${named} that its path names.`,
    { detail: { projectId: named } },
  );
}
