// The part of the OpenStack Identity API v3 that clients of images need, as Keystone speaks it.
import type { Settings } from '../../domain/settings.ts';
import { authenticateByToken } from '../http/auth-token.ts';
import type { Facade } from '../http/facade.ts';
import { applicationCredentialRoutes } from './application-credentials.ts';
import { discoveryRoutes } from './discovery.ts';
import { domainRoutes } from './domains.ts';
import { endpointRoutes } from './endpoints.ts';
import { presentKeystoneFault } from './errors.ts';
import { allGrantRoutes } from './grants.ts';
import { limitRoutes } from './limits.ts';
import { ownScopeRoutes } from './own-scopes.ts';
import { projectRoutes } from './projects.ts';
import { regionRoutes } from './regions.ts';
import { registeredLimitRoutes } from './registered-limits.ts';
import { roleAssignmentRoutes } from './role-assignments.ts';
import { roleInferenceRoutes } from './role-inferences.ts';
import { roleRoutes } from './roles.ts';
import { serviceRoutes } from './services.ts';
import { tokenRoutes } from './tokens.ts';
import { userRoutes } from './users.ts';

/** `settings` is read at each answer: the public address may be known only once the server listens. */
export function keystone(settings: Pick<Settings, 'publicUrl'>): Facade {
  return {
    name: 'keystone',
    prefixes: ['/v3'],
    routes: [
      ...discoveryRoutes,
      ...tokenRoutes,
      ...ownScopeRoutes,
      ...domainRoutes,
      ...projectRoutes,
      ...userRoutes,
      ...roleRoutes,
      ...roleInferenceRoutes,
      ...allGrantRoutes,
      ...roleAssignmentRoutes,
      ...applicationCredentialRoutes,
      ...regionRoutes,
      ...serviceRoutes,
      ...endpointRoutes,
      ...registeredLimitRoutes,
      ...limitRoutes,
    ],
    presentFault: (fault) => presentKeystoneFault(settings, fault),
    authenticate: authenticateByToken,
    servesHead: true,
    hidesPaths: false,
  };
}
