// Who does which queued task.
import { reclaimBlob } from './domain/bytes/reclaim-blob.ts';
import type { Context } from './domain/context.ts';
import { runBringObject, undoBringObject } from './domain/images/buckets/bring-object.ts';
import { runExportImage } from './domain/images/buckets/export-image.ts';
import { runDuplication } from './domain/images/duplication-jobs.ts';
import { expireTasks } from './domain/images/imports/expire-tasks.ts';
import { runImport } from './domain/images/imports/run-import.ts';
import { recoverUploads } from './domain/images/recover-uploads.ts';
import { forgetProject } from './domain/sharing/forget-project.ts';
import { expireJobs } from './domain/jobs/expire-jobs.ts';
import { runJob, type JobWorks } from './domain/jobs/run-job.ts';
import { runAddMembers, runAnswerOffers, runRemoveMembers } from './domain/sharing/member-jobs.ts';
import type { TaskHandlers } from './jobs/worker.ts';

/** Who does which job that a client looks at. */
const works: JobWorks = {
  'add-members': runAddMembers,
  'answer-offers': runAnswerOffers,
  'remove-members': runRemoveMembers,
  'create-image': { work: runBringObject, undo: undoBringObject },
  'register-image': { work: runBringObject, undo: undoBringObject },
  'export-image': runExportImage,
  'copy-image': runDuplication,
  'copy-image-to-region': runDuplication,
};

export function taskHandlers(context: Context): TaskHandlers {
  return {
    'reclaim-blob': async ({ digest }) => await reclaimBlob(context, digest),
    'forget-project': async ({ projectId }) => await forgetProject(context, projectId),
    'import-image': async ({ taskId }, signal) => await runImport(context, taskId, signal),
    'run-job': async ({ jobId }, signal) => await runJob(context, works, jobId, signal),
    'run-engine-job': async ({ jobId }, signal) => await runJob(context, works, jobId, signal),
    'run-byte-job': async ({ jobId }, signal) => await runJob(context, works, jobId, signal),
    'expire-tasks': async () => {
      await expireTasks(context);
      await expireJobs(context);
    },
    'recover-uploads': async () => void (await recoverUploads(context)),
  };
}
