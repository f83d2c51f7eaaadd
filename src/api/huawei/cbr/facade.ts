// Huawei Cloud's backup service (CBR), as its clients know it: as much of it as full-server images need, and vaults to accept them into.
import type { Facade } from '../../http/facade.ts';
import { authenticateInOwnProject } from '../in-own-project.ts';
import { backupRoutes } from './backups.ts';
import { checkpointRoutes } from './checkpoints.ts';
import { presentCbrFault } from './errors.ts';
import { memberRoutes } from './members.ts';
import { unsupportedRoutes } from './unsupported.ts';
import { vaultRoutes } from './vaults.ts';

export function cbr(): Facade {
  return {
    name: 'cbr',
    // Below /v3 the identity service answers for paths that are nobody's.
    prefixes: [],
    routes: [
      ...vaultRoutes,
      ...checkpointRoutes,
      ...backupRoutes,
      ...memberRoutes,
      ...unsupportedRoutes,
    ],
    presentFault: presentCbrFault,
    authenticate: async (context, request) => await authenticateInOwnProject(context, request),
    servesHead: false,
    hidesPaths: false,
  };
}
