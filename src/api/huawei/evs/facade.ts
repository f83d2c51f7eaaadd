// Huawei Cloud's disk service (EVS), as its clients know it: as much of it as disks need that come from images and go to servers.
import type { Facade } from '../../http/facade.ts';
import { authenticateInOwnProject } from '../in-own-project.ts';
import { presentEvsFault } from './errors.ts';
import { unsupportedRoutes } from './unsupported.ts';
import { volumeRoutes } from './volumes.ts';

export function evs(): Facade {
  return {
    name: 'evs',
    prefixes: [],
    routes: [...volumeRoutes, ...unsupportedRoutes],
    presentFault: presentEvsFault,
    authenticate: async (context, request) => await authenticateInOwnProject(context, request),
    servesHead: false,
    hidesPaths: false,
  };
}
