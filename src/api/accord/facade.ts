// Our own API: what the console and scripts use.
import fastifyCookie from '@fastify/cookie';
import type { Facade } from '../http/facade.ts';
import { authenticateCaller } from './caller.ts';
import { presentProblem } from './errors.ts';
import { imageRoutes } from './images/routes.ts';
import { regionRoutes } from './regions/routes.ts';
import { base } from './route.ts';
import { noticeRoutes } from './notices/routes.ts';
import { sessionRoutes } from './session/routes.ts';
import { streamRoutes } from './session/stream.ts';
import { recipientRoutes } from './sharing/recipient.ts';
import { senderRoutes } from './sharing/sender.ts';

export function accord(): Facade {
  const stream = streamRoutes();
  return {
    name: 'accord',
    prefixes: [base],
    routes: [
      ...sessionRoutes,
      ...stream.routes,
      ...regionRoutes,
      ...imageRoutes,
      ...recipientRoutes,
      ...senderRoutes,
      ...noticeRoutes,
    ],
    close: stream.close,
    prepare: async (scope) => {
      await scope.register(fastifyCookie);
    },
    presentFault: presentProblem,
    authenticate: authenticateCaller,
    servesHead: true,
    hidesPaths: false,
    typedQueries: true,
  };
}
