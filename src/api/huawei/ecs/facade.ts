// Huawei Cloud's server service (ECS), as its clients know it: as much of it as a server's life needs.
import type { Facade } from '../../http/facade.ts';
import { authenticateInOwnProject } from '../in-own-project.ts';
import { presentEcsFault } from './errors.ts';
import { flavorRoutes } from './flavors.ts';
import { keyPairRoutes } from './key-pairs.ts';
import { powerRoutes } from './power.ts';
import { serverRoutes } from './servers.ts';
import { systemRoutes } from './systems.ts';
import { unsupportedRoutes } from './unsupported.ts';
import { volumeRoutes } from './volumes.ts';

export function ecs(): Facade {
  return {
    name: 'ecs',
    // Below /v1 and /v2.1 it shares with the image service, which answers there for paths that are nobody's: all answer so alike.
    prefixes: ['/v1.1'],
    routes: [
      ...serverRoutes,
      ...flavorRoutes,
      ...powerRoutes,
      ...systemRoutes,
      ...volumeRoutes,
      ...keyPairRoutes,
      ...unsupportedRoutes,
    ],
    presentFault: presentEcsFault,
    authenticate: async (context, request) => await authenticateInOwnProject(context, request),
    servesHead: false,
    hidesPaths: false,
  };
}
