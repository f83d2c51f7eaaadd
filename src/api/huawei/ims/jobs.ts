// Jobs, by both of their paths (IMS API reference, "Querying an asynchronous task").
import { Type } from 'typebox';
import { Fault } from '../../../domain/fault.ts';
import type { Job } from '../../../domain/jobs/job.ts';
import { showJob } from '../../../domain/jobs/show-job.ts';
import { route, type Route } from '../../http/route.ts';
import { presentJob } from './present-job.ts';

export const jobRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/cloudimages/job/:job_id',
    schema: { params: Type.Object({ job_id: Type.String() }) },
    handle: async ({ context, actor, params }) => ({
      status: 200,
      body: presentJob(await showJob(context, actor, params.job_id)),
    }),
  }),
  // The path is the image service's, and those of servers and disks: so an unknown job has a code of none of them.
  route({
    method: 'GET',
    path: '/v1/:project_id/jobs/:job_id',
    schema: { params: Type.Object({ project_id: Type.String(), job_id: Type.String() }) },
    handle: async ({ context, actor, params }) => {
      const job = await showJob(context, actor, params.job_id).catch(asCommon);
      return { status: 200, body: presentJob(job) };
    },
  }),
];

function asCommon(error: unknown): Job {
  if (error instanceof Fault && error.code === 'job.not-found') {
    throw new Fault('notFound', 'job.not-found-by-project', error.message, {
      detail: error.detail,
      cause: error,
    });
  }
  throw error;
}
