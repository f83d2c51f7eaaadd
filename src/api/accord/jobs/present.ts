import type { Job as DomainJob } from '../../../domain/jobs/job.ts';
import { presentItemProblem } from '../errors.ts';
import type { Job } from './schema.ts';

export function presentJob(job: DomainJob): Job {
  return {
    id: job.id,
    type: job.type,
    status: job.status,
    progress: job.progress,
    problem: job.fault && presentItemProblem(job.fault),
    createdAt: job.createdAt,
    startedAt: job.startedAt,
    endedAt: job.endedAt,
  };
}
