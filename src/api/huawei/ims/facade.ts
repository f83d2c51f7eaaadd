// Huawei Cloud's image service (IMS), as its clients know it. Paths that it has in common with Glance are the Glance façade's.
import type { Facade } from '../../http/facade.ts';
import { authenticateInOwnProject } from '../in-own-project.ts';
import { creationRoutes } from './create.ts';
import { copyRoutes } from './copy.ts';
import { presentImsFault } from './errors.ts';
import { exportRoutes } from './export.ts';
import { jobRoutes } from './jobs.ts';
import { memberRoutes } from './members.ts';
import { imageRoutes } from './images.ts';
import { osVersionRoutes } from './os-versions.ts';
import { quotaRoutes } from './quota.ts';
import { tagRoutes } from './tags.ts';
import { versionRoutes } from './versions.ts';
import { wholeImageRoutes } from './whole.ts';

export function ims(): Facade {
  return {
    name: 'ims',
    prefixes: ['/v1', '/v2.1', '/v2/cloudimages'],
    routes: [
      ...jobRoutes,
      ...memberRoutes,
      ...wholeImageRoutes,
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
    authenticate: async (context, request) => await authenticateInOwnProject(context, request),
    servesHead: false,
    hidesPaths: false,
  };
}
