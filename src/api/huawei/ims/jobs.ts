// Jobs by the service's own path (IMS API reference, "Querying an asynchronous task"). The other path is in common with servers and disks: ../jobs.ts.
import { Type } from 'typebox';
import { Fault } from '../../../domain/fault.ts';
import { showJob } from '../../../domain/jobs/show-job.ts';
import { route, type Route } from '../../http/route.ts';
import { presentImsJob } from './present-job.ts';

export const jobRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/cloudimages/job/:job_id',
    schema: { params: Type.Object({ job_id: Type.String() }) },
    handle: async ({ context, actor, params }) => {
      const jobId = params.job_id;
      const body = presentImsJob(await showJob(context, actor, jobId));
      if (body !== null) return { status: 200, body };
      throw new Fault('notFound', 'job.not-found', `There is no job ${jobId} of images.`, {
        detail: { jobId },
      });
    },
  }),
];
