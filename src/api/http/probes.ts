// For load balancers and people: is the process up, can it serve?
import type { FastifyRequest } from 'fastify';
import type { Fault } from '../../domain/fault.ts';
import { checkReadiness } from '../../domain/readiness.ts';
import { authenticateByToken } from './auth-token.ts';
import type { Facade } from './facade.ts';
import { openRoute, type Answer } from './route.ts';

/** `/healthz`: the process serves requests. `/readyz`: its database answers too. */
export function probes(
  presentFault: (fault: Fault, request: FastifyRequest) => Exclude<Answer, 'sent'>,
): Facade {
  return {
    name: 'probes',
    prefixes: ['/healthz', '/readyz'],
    authenticate: authenticateByToken,
    servesHead: true,
    hidesPaths: false,
    presentFault,
    routes: [
      openRoute({
        method: 'GET',
        path: '/healthz',
        handle: () => ({ status: 200, body: { status: 'ok' } }),
      }),
      openRoute({
        method: 'GET',
        path: '/readyz',
        async handle({ context }) {
          await checkReadiness(context);
          return { status: 200, body: { status: 'ready' } };
        },
      }),
    ],
  };
}
