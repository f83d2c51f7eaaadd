import type { BucketJob } from '../../../domain/images/buckets/bucket-job.ts';
import type { DuplicationJob } from '../../../domain/images/duplication-jobs.ts';
import type { Job, JobStatus, JobType } from '../../../domain/jobs/job.ts';
import type { MemberJob } from '../../../domain/sharing/member-jobs.ts';
import { imsCode } from './errors.ts';
import { presentPairs } from './present-member.ts';

/** The words of the IMS API reference. */
const typeOf = {
  'add-members': 'imsAddImageMembersJob',
  'answer-offers': 'imsUpdateImageMembersJob',
  'remove-members': 'imsDelImageMembersJob',
  'create-image': 'imsImportImageJob',
  'register-image': 'imsNativeImportImageJob',
  'export-image': 'imsNativeExportImageJob',
  'copy-image': 'imsCopyImageInRegionJob',
  'copy-image-to-region': 'imsCrossRegionCopyImageJob',
} as const satisfies Record<JobType, string>;

function typeOfJob(job: Job): string {
  const makesDataImage = job.type === 'create-image' && (job as BucketJob).input.kind === 'data';
  return makesDataImage ? 'imsImportDataImageJob' : typeOf[job.type];
}

const statusOf = {
  waiting: 'INIT',
  running: 'RUNNING',
  succeeded: 'SUCCESS',
  failed: 'FAIL',
} as const satisfies Record<JobStatus, string>;

export function presentJob(job: Job): Record<string, unknown> {
  const { fault } = job;
  return {
    status: statusOf[job.status],
    job_id: job.id,
    job_type: typeOfJob(job),
    begin_time: milliseconds(job.createdAt),
    end_time: job.endedAt === null ? '' : milliseconds(job.endedAt),
    error_code: fault === null ? null : imsCode(fault),
    fail_reason: fault === null ? null : fault.message,
    entities: {
      current_task: typeOfJob(job),
      process_percent: job.progress,
      ...entitiesOf(job),
    },
  };
}

/** What the job's type has to tell beside its end. */
function entitiesOf(job: Job): Record<string, unknown> {
  switch (job.type) {
    case 'add-members':
    case 'answer-offers':
    case 'remove-members':
      return { results: presentPairs(job as MemberJob) };
    case 'create-image':
    case 'register-image':
    case 'export-image': {
      const { imageId, imageName } = (job as BucketJob).input;
      return { image_id: imageId, image_name: imageName };
    }
    case 'copy-image':
    case 'copy-image-to-region': {
      const { result } = job as DuplicationJob;
      return result === null ? {} : { image_id: result.imageId, image_name: result.imageName };
    }
  }
}

function milliseconds(timestamp: string): string {
  return `${timestamp.slice(0, 23)}Z`;
}
