import type { BucketJob } from '../../../domain/images/buckets/bucket-job.ts';
import type { DuplicationJob } from '../../../domain/images/duplication-jobs.ts';
import type { Job } from '../../../domain/jobs/job.ts';
import type { MemberJob } from '../../../domain/sharing/member-jobs.ts';
import { isJobOf, presentWithJob, type JobTypeOf } from '../job-words.ts';
import { imsCode } from './errors.ts';
import { presentPairs } from './present-member.ts';

type ImsJob = Job & { readonly type: JobTypeOf<'ims'> };

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
  'capture-image': 'imsCreateImageByInstance',
} as const satisfies Record<JobTypeOf<'ims'>, string>;

function typeOfJob(job: ImsJob): string {
  const makesDataImage = job.type === 'create-image' && (job as BucketJob).input.kind === 'data';
  return makesDataImage ? 'imsImportDataImageJob' : typeOf[job.type];
}

/** null: it is no job of images. */
export function presentImsJob(job: Job): Record<string, unknown> | null {
  if (!isJobOf('ims', job)) return null;
  const type = typeOfJob(job);
  const entities = { current_task: type, process_percent: job.progress, ...entitiesOf(job) };
  return presentWithJob(job, { type, codeOf: imsCode, entities });
}

/** What the job's type has to tell beside its end. */
function entitiesOf(job: ImsJob): Record<string, unknown> {
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
    case 'capture-image':
      return {};
  }
}
