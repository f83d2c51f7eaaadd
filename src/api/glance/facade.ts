// The OpenStack Image API v2, as Glance speaks it.
import type { Settings } from '../../domain/settings.ts';
import { authenticateByToken } from '../http/auth-token.ts';
import type { Facade } from '../http/facade.ts';
import { discoveryRoutes } from './discovery.ts';
import { presentGlanceFault } from './errors.ts';
import { fileRoutes } from './file.ts';
import { imageRoutes } from './images.ts';
import { importRoutes } from './import.ts';
import { infoRoutes } from './info.ts';
import { memberRoutes } from './members.ts';
import { metadefRoutes } from './metadefs.ts';
import { tagRoutes } from './tags.ts';
import { taskRoutes } from './tasks.ts';

export function glance(settings: Pick<Settings, 'publicUrl'>): Facade {
  return {
    name: 'glance',
    prefixes: ['/v2'],
    routes: [
      ...discoveryRoutes,
      ...imageRoutes,
      ...memberRoutes,
      ...tagRoutes,
      ...fileRoutes,
      ...importRoutes,
      ...taskRoutes,
      ...infoRoutes,
      ...metadefRoutes,
    ],
    presentFault: (fault, request) => presentGlanceFault(settings, fault, request),
    authenticate: authenticateByToken,
    servesHead: false,
    hidesPaths: true,
  };
}
