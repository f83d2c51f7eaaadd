import type { BackUpInput } from '../../../domain/backups/back-up-job.ts';
import type {
  ServerImageInput,
  ServerImageResult,
} from '../../../domain/backups/server-image-jobs.ts';
import type { CaptureInput } from '../../../domain/disks/disk-jobs.ts';
import type { BucketJob } from '../../../domain/images/buckets/bucket-job.ts';
import type { DuplicationJob } from '../../../domain/images/duplication-jobs.ts';
import type { Job } from '../../../domain/jobs/job.ts';
import type { MemberJob } from '../../../domain/sharing/member-jobs.ts';
import { isJobOf, presentParts, presentWithJob, type JobTypeOf } from '../job-words.ts';
import type { JobPresenter } from '../jobs.ts';
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
  'back-up-server': 'imsCreateWholeImageByInstanceJob',
  'make-server-image': 'imsCreateWholeImageByBackupJob',
} as const satisfies Record<JobTypeOf<'ims'>, string>;

/** Where an image for data disks comes about, its making is another job there. */
function typeOfJob(job: ImsJob): string {
  const { kind } = job.input as Partial<CaptureInput>;
  if (job.type === 'create-image' && kind === 'data') return 'imsImportDataImageJob';
  if (job.type === 'capture-image' && kind === 'data') return 'imsVolumeCreateImageJob';
  // Backups alone are begun by calls that name no job. Whoever knows of it nevertheless is told in a word of the backup service's.
  if (job.type === 'back-up-server' && (job.input as BackUpInput).imageId === null) return 'backup';
  return typeOf[job.type];
}

export const imsJobs: JobPresenter = {
  job: presentImsJob,
  parts: (job) => (isJobOf('ims', job) ? partsOf(job) : []),
};

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
    case 'back-up-server': {
      const { imageId, imageName, backupId } = job.input as BackUpInput;
      const backup = { backup_id: backupId };
      return imageId === null ? backup : { ...backup, image_id: imageId, image_name: imageName };
    }
    case 'make-server-image': {
      const { backupId, name } = job.input as ServerImageInput;
      const { imageId } = (job.result ?? {}) as Partial<ServerImageResult>;
      return {
        backup_id: backupId,
        image_name: name,
        ...(imageId === undefined ? {} : { image_id: imageId }),
      };
    }
    case 'capture-image': {
      const { imageId, imageName, kind } = job.input as CaptureInput;
      const parts = kind === 'data' ? { sub_jobs_result: partsOf(job) } : {};
      return { image_id: imageId, image_name: imageName, ...parts };
    }
  }
}

/** That cloud makes images of several disks at once: its clients look for a disk's image among the parts. */
function partsOf(job: ImsJob): readonly Record<string, unknown>[] {
  const { imageId, imageName, kind } = job.input as Partial<CaptureInput>;
  if (job.type !== 'capture-image' || kind !== 'data') return [];
  const entities = { image_id: imageId, image_name: imageName };
  return presentParts(
    job,
    [{ type: 'imsCopyVolumeToImageJob', entities, fault: job.fault }],
    imsCode,
  );
}
