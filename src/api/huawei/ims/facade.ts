// Huawei Cloud's image service (IMS), as its clients know it. Paths that it has in common with Glance are the Glance façade's.
import type { FastifyRequest } from 'fastify';
import { projectIdOf, type Actor } from '../../../domain/actor.ts';
import { Fault } from '../../../domain/fault.ts';
import { authenticateByToken } from '../../http/auth-token.ts';
import { isSigned } from '../../http/dialect.ts';
import type { Facade } from '../../http/facade.ts';
import { authenticateSigned } from '../authenticate-signed.ts';
import { creationRoutes } from './create.ts';
import { copyRoutes } from './copy.ts';
import { presentImsFault } from './errors.ts';
import { exportRoutes } from './export.ts';
import { jobRoutes } from './jobs.ts';
import { memberRoutes } from './members.ts';
import { unsupportedRoutes } from './unsupported.ts';
import { imageRoutes } from './images.ts';
import { osVersionRoutes } from './os-versions.ts';
import { quotaRoutes } from './quota.ts';
import { tagRoutes } from './tags.ts';
import { versionRoutes } from './versions.ts';

export function ims(): Facade {
  return {
    name: 'ims',
    prefixes: ['/v1', '/v2.1', '/v2/cloudimages'],
    routes: [
      ...jobRoutes,
      ...memberRoutes,
      ...unsupportedRoutes,
      ...creationRoutes,
      ...exportRoutes,
      ...versionRoutes,
      ...imageRoutes,
      ...tagRoutes,
      ...quotaRoutes,
      ...osVersionRoutes,
      ...copyRoutes,
    ],
    presentFault: presentImsFault,
    authenticate: async (context, request) =>
      inOwnProject(
        isSigned(request.headers)
          ? await authenticateSigned(context, request)
          : await authenticateByToken(context, request),
        request,
      ),
    servesHead: false,
    hidesPaths: false,
  };
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
