// The permissions that the documents of the image service name, and what of ours decides in their place. docs/authz.txt is printed from it.
import type { BackupAction } from '../../../domain/backups/policy.ts';
import type { ImageAction } from '../../../domain/images/policy.ts';
import type { jobPolicy } from '../../../domain/jobs/policy.ts';

/** None: whoever may read in its project may do it. */
export const imsActions: Readonly<
  Record<string, readonly (ImageAction | BackupAction | keyof typeof jobPolicy)[]>
> = {
  'ims:images:list': ['image.show'],
  'ims:images:get': ['image.show', 'member.list', 'job.show'],
  'ims:images:create': ['image.update'],
  'ims:images:update': ['image.update', 'image.tag'],
  'ims:images:delete': ['image.delete'],
  'ims:images:upload': ['image.upload'],
  'ims:images:share': ['member.add', 'member.remove', 'member.answer', 'job.start'],
  'ims:images:copy': ['image.duplicate', 'image.duplicate-to-region', 'job.start'],
  'ims:images:export': ['image.export', 'job.start'],
  'ims:serverImages:create': ['image.update', 'job.start'],
  'ims:dataImages:create': ['image.update', 'job.start'],
  'ims:wholeImages:create': ['backup.create', 'backup.make-image', 'job.start'],
  'ims:quotas:get': [],
};
