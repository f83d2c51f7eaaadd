import type { DisksInput, DisksResult, GrowInput } from '../../../domain/disks/disk-jobs.ts';
import type { Job } from '../../../domain/jobs/job.ts';
import {
  isJobOf,
  presentParts,
  presentWithJob,
  type JobPart,
  type JobTypeOf,
} from '../job-words.ts';
import type { JobPresenter } from '../jobs.ts';
import { evsCode } from './errors.ts';

type EvsJob = Job & { readonly type: JobTypeOf<'evs'> };

/** The words of the EVS API reference: of what is done to one disk, and to several at once. */
const typesOf = {
  'create-disks': ['createVolume', 'batchCreateVolume'],
  'grow-disk': ['extendVolume', 'extendVolume'],
  'delete-disks': ['deleteVolume', 'batchDeleteVolume'],
} as const satisfies Record<JobTypeOf<'evs'>, readonly [one: string, several: string]>;

export const evsJobs: JobPresenter = {
  job: (job) => {
    if (!isJobOf('evs', job)) return null;
    const parts = partsOf(job);
    const [one, several] = typesOf[job.type];
    const sole = parts.length === 1 ? parts[0] : undefined;
    return presentWithJob(job, {
      type: sole === undefined ? several : one,
      codeOf: evsCode,
      entities: sole?.entities ?? { sub_jobs: presentParts(job, parts, evsCode) },
    });
  },
  parts: (job) => (isJobOf('evs', job) ? presentParts(job, partsOf(job), evsCode) : []),
};

/** One for each disk. */
function partsOf(job: EvsJob): readonly JobPart[] {
  const [type] = typesOf[job.type];
  if (job.type === 'grow-disk') {
    const { diskId, size } = job.input as GrowInput;
    return [{ type, entities: { volume_id: diskId, size }, fault: job.fault }];
  }
  const { diskIds, said } = job.input as DisksInput;
  const faults = new Map(
    ((job.result ?? { disks: [] }) as DisksResult).disks.map(({ diskId, fault }) => [
      diskId,
      fault,
    ]),
  );
  return diskIds.map((diskId, index) => {
    const words =
      said === undefined
        ? {}
        : { name: said.names[index], size: said.size, volume_type: said.volumeType };
    // A job that was given up tells of none of them.
    const fault = faults.has(diskId) ? (faults.get(diskId) ?? null) : job.fault;
    return { type, entities: { volume_id: diskId, ...words }, fault };
  });
}
