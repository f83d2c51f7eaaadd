// Jobs by the path that the image, server and disk services of Huawei Cloud have in common. There each has a host of its own; here one path shows the jobs of
// all, each in the words of its service, and the parts of a job by their own ids.
import { Type } from 'typebox';
import { Fault } from '../../domain/fault.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { showJobOrPart } from '../../domain/jobs/job-part.ts';
import type { Facade } from '../http/facade.ts';
import { route } from '../http/route.ts';
import { authenticateInOwnProject } from './in-own-project.ts';

/** How a service shows its jobs. */
export interface JobPresenter {
  /** null: it is another service's. */
  readonly job: (job: Job) => Record<string, unknown> | null;
  /** Its parts; none: it is shown as a whole alone. */
  readonly parts?: (job: Job) => readonly Record<string, unknown>[];
}

export function huaweiJobs(
  presenters: readonly JobPresenter[],
  presentFault: Facade['presentFault'],
): Facade {
  return {
    name: 'jobs',
    prefixes: [],
    routes: [
      route({
        method: 'GET',
        path: '/v1/:project_id/jobs/:job_id',
        schema: { params: Type.Object({ project_id: Type.String(), job_id: Type.String() }) },
        handle: async ({ context, actor, params }) => {
          const found = await showJobOrPart(context, actor, params.job_id).catch(asCommon);
          return { status: 200, body: present(presenters, found, params.job_id) };
        },
      }),
    ],
    presentFault,
    authenticate: async (context, request) => await authenticateInOwnProject(context, request),
    servesHead: false,
    hidesPaths: false,
  };
}

type Found = Awaited<ReturnType<typeof showJobOrPart>>;

function present(
  presenters: readonly JobPresenter[],
  { job, part }: Found,
  id: string,
): Record<string, unknown> {
  for (const presenter of presenters) {
    const whole = presenter.job(job);
    if (whole === null) continue;
    const shown = part === null ? whole : presenter.parts?.(job)[part];
    if (shown === undefined) throw noSuchJob(id);
    return shown;
  }
  throw new Error(`no service shows jobs like ${job.type}`);
}

function asCommon(error: unknown): never {
  if (error instanceof Fault && error.code === 'job.not-found') {
    throw noSuchJob(String(error.detail['jobId']), error);
  }
  throw error;
}

/** The path is that of several services, so the code is of none of them. */
function noSuchJob(jobId: string, cause?: unknown): Fault {
  return new Fault('notFound', 'job.not-found-by-project', `There is no job ${jobId}.`, {
    detail: { jobId },
    cause,
  });
}
