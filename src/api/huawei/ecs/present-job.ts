import type { Job, KeptFault } from '../../../domain/jobs/job.ts';
import {
  isJobOf,
  presentParts,
  presentWithJob,
  type JobPart,
  type JobTypeOf,
} from '../job-words.ts';
import type { JobPresenter } from '../jobs.ts';
import { ecsCode } from './errors.ts';

type EcsJob = Job & { readonly type: JobTypeOf<'ecs'> };

/** The words of the ECS API reference; of a job with parts those of the parts too. */
const typeOf = {
  'create-servers': 'createServer',
  'delete-servers': 'deleteServer',
  'start-server': 'startServer',
  'stop-server': 'stopServer',
  'reboot-server': 'rebootServer',
  'change-os': 'changeOS',
  'attach-disk': 'attachVolume',
  'detach-disk': 'detachVolume',
} as const satisfies Record<JobTypeOf<'ecs'>, string>;

const typeOfPart: Readonly<Partial<Record<JobTypeOf<'ecs'>, string>>> = {
  'create-servers': 'createSingleServer',
  'delete-servers': 'deleteSingleServer',
};

export const ecsJobs: JobPresenter = {
  job: (job) => {
    if (!isJobOf('ecs', job)) return null;
    return presentWithJob(job, {
      type: typeOf[job.type],
      codeOf: ecsCode,
      entities: entitiesOf(job),
    });
  },
  parts: (job) => (isJobOf('ecs', job) ? partsOf(job) : []),
};

function entitiesOf(job: EcsJob): Record<string, unknown> {
  if (typeOfPart[job.type] === undefined) {
    const { serverId, diskId } = job.input as { serverId: string; diskId?: string };
    // A new system disk is the server's own matter.
    const isDisks = job.type === 'attach-disk' || job.type === 'detach-disk';
    return { server_id: serverId, ...(isDisks ? { volume_id: diskId } : {}) };
  }
  const parts = partsOf(job);
  return { sub_jobs_total: parts.length, sub_jobs: parts };
}

/** One for each server, of the jobs that are about several. */
function partsOf(job: EcsJob): readonly Record<string, unknown>[] {
  const type = typeOfPart[job.type];
  if (type === undefined) return [];
  const { serverIds } = job.input as { serverIds: readonly string[] };
  const { servers } = (job.result ?? { servers: [] }) as {
    servers: readonly { readonly serverId: string; readonly fault: KeptFault | null }[];
  };
  const faults = new Map(servers.map(({ serverId, fault }) => [serverId, fault]));
  const parts = serverIds.map((serverId): JobPart => {
    // A job that was given up tells of none of them.
    const fault = faults.has(serverId) ? (faults.get(serverId) ?? null) : job.fault;
    const told = fault === null ? {} : { errorcode_message: fault.message };
    return { type, entities: { server_id: serverId, ...told }, fault };
  });
  return presentParts(job, parts, ecsCode);
}
