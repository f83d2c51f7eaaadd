// What jobs of the image, server and disk services have in common. All of them are at one path, and each is shown in the words of the service that began it.
import type { Job, JobStatus, JobType, KeptFault } from '../../domain/jobs/job.ts';
import { partIdOf } from '../../domain/jobs/job-part.ts';

/** The service of that cloud that a job belongs to. */
const serviceOf = {
  'add-members': 'ims',
  'answer-offers': 'ims',
  'remove-members': 'ims',
  'create-image': 'ims',
  'register-image': 'ims',
  'export-image': 'ims',
  'copy-image': 'ims',
  'copy-image-to-region': 'ims',
  'capture-image': 'ims',
  'back-up-server': 'ims',
  'make-server-image': 'ims',
  'create-servers': 'ecs',
  'delete-servers': 'ecs',
  'start-server': 'ecs',
  'stop-server': 'ecs',
  'reboot-server': 'ecs',
  'change-os': 'ecs',
  'attach-disk': 'ecs',
  'detach-disk': 'ecs',
  'create-disks': 'evs',
  'grow-disk': 'evs',
  'delete-disks': 'evs',
} as const satisfies Record<JobType, string>;

export type JobService = (typeof serviceOf)[JobType];

/** The types of one service's jobs. */
export type JobTypeOf<S extends JobService> = {
  [T in JobType]: (typeof serviceOf)[T] extends S ? T : never;
}[JobType];

export function isJobOf<S extends JobService>(
  service: S,
  job: Job,
): job is Job & { readonly type: JobTypeOf<S> } {
  return serviceOf[job.type] === service;
}

const statusOf = {
  waiting: 'INIT',
  running: 'RUNNING',
  succeeded: 'SUCCESS',
  failed: 'FAIL',
} as const satisfies Record<JobStatus, string>;

/** What a service says of a job beside what all of them do. */
interface JobSaid {
  readonly type: string;
  readonly codeOf: (fault: KeptFault) => string;
  readonly entities: Record<string, unknown>;
}

export function presentWithJob(job: Job, said: JobSaid): Record<string, unknown> {
  return shown(job.id, job, statusOf[job.status], job.fault, said);
}

/** One of the things that a job does something with. */
export interface JobPart {
  readonly type: string;
  readonly entities: Record<string, unknown>;
  /** What became of it once the job has ended; null: it went well. */
  readonly fault: KeptFault | null;
}

/** The parts of a job, each as a job of its own. A part is not told to have ended before the others. */
export function presentParts(
  job: Job,
  parts: readonly JobPart[],
  codeOf: JobSaid['codeOf'],
): readonly Record<string, unknown>[] {
  return parts.map(({ type, entities, fault }, index) => {
    const ended = fault === null ? 'SUCCESS' : 'FAIL';
    const status = job.endedAt === null ? statusOf[job.status] : ended;
    return shown(partIdOf(job.id, index), job, status, fault, { type, codeOf, entities });
  });
}

function shown(
  id: string,
  { createdAt, endedAt }: Job,
  status: string,
  fault: KeptFault | null,
  { type, codeOf, entities }: JobSaid,
): Record<string, unknown> {
  return {
    status,
    job_id: id,
    job_type: type,
    begin_time: milliseconds(createdAt),
    end_time: endedAt === null ? '' : milliseconds(endedAt),
    error_code: fault === null ? null : codeOf(fault),
    fail_reason: fault === null ? null : fault.message,
    entities,
  };
}

function milliseconds(timestamp: string): string {
  return `${timestamp.slice(0, 23)}Z`;
}
