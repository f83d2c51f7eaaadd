// Work that goes on after the answer to whoever has asked for it.
import { showJob } from '../../../domain/jobs/show-job.ts';
import type { Route } from '../../http/route.ts';
import { inProjectRoute } from '../route.ts';
import { presentJob } from './present.ts';
import { Job, JobParams } from './schema.ts';

export const jobRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'GET',
    path: '/jobs/:jobId',
    tag: 'jobs',
    summary: 'Shows how far a job is, and what has gone wrong.',
    schema: { params: JobParams },
    answer: Job,
    handle: async ({ context, actor, params }) =>
      presentJob(await showJob(context, actor, params.jobId)),
  }),
];
