// Our own API: what the console and scripts use.
import fastifyCookie from '@fastify/cookie';
import type { Facade } from '../http/facade.ts';
import { accessKeyRoutes } from './access-keys/routes.ts';
import { authenticateCaller } from './caller.ts';
import { descriptionRoutes } from './description/routes.ts';
import { backupRoutes } from './backups/routes.ts';
import { presentProblem } from './errors.ts';
import { diskRoutes } from './disks/routes.ts';
import { eventRoutes } from './events/routes.ts';
import { identityRoutes } from './identity/routes.ts';
import { imageByteRoutes } from './images/bytes.ts';
import { imageRoutes } from './images/routes.ts';
import { imageUseRoutes } from './images/uses.ts';
import { imageWriteRoutes } from './images/write.ts';
import { jobRoutes } from './jobs/routes.ts';
import { regionRoutes } from './regions/routes.ts';
import { noticeRoutes } from './notices/routes.ts';
import { serverActRoutes } from './servers/acts.ts';
import { serverBackupRoutes } from './servers/backups.ts';
import { consoleRoutes } from './servers/console.ts';
import { offerRoutes } from './servers/offer.ts';
import { serverRoutes } from './servers/routes.ts';
import { sessionRoutes } from './session/routes.ts';
import { streamRoutes } from './session/stream.ts';
import { recipientRoutes } from './sharing/recipient.ts';
import { senderRoutes } from './sharing/sender.ts';
import { vaultRoutes } from './vaults/routes.ts';

export function accord(): Facade {
  const stream = streamRoutes();
  return {
    name: 'accord',
    prefixes: ['/api'],
    routes: [
      ...sessionRoutes,
      ...stream.routes,
      ...accessKeyRoutes,
      ...regionRoutes,
      ...imageRoutes,
      ...imageWriteRoutes,
      ...imageByteRoutes,
      ...imageUseRoutes,
      ...recipientRoutes,
      ...senderRoutes,
      ...offerRoutes,
      ...serverRoutes,
      ...serverActRoutes,
      ...serverBackupRoutes,
      ...consoleRoutes,
      ...diskRoutes,
      ...vaultRoutes,
      ...backupRoutes,
      ...jobRoutes,
      ...noticeRoutes,
      ...eventRoutes,
      ...identityRoutes,
      ...descriptionRoutes,
    ],
    close: stream.close,
    prepare: async (scope) => {
      await scope.register(fastifyCookie);
    },
    presentFault: presentProblem,
    authenticate: authenticateCaller,
    // It would read all of a file, and wait for ever at a stream.
    servesHead: false,
    hidesPaths: false,
    typedQueries: true,
  };
}
