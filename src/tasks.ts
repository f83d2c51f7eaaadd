// Who does which queued task.
import { forgetBackups } from './domain/backups/forget-backups.ts';
import { runBackUp, undoBackUp } from './domain/backups/run-back-up.ts';
import { runServerImage } from './domain/backups/server-image-jobs.ts';
import { reclaimBlob } from './domain/bytes/reclaim-blob.ts';
import type { Context } from './domain/context.ts';
import { forgetDisks } from './domain/disks/forget-disks.ts';
import { runGrowDisk, undoGrowDisk } from './domain/disks/grow-disk.ts';
import { sweepDisks } from './domain/disks/recover-disks.ts';
import { runCapture, undoCapture } from './domain/disks/run-capture.ts';
import { runCreateDisks, undoCreateDisks } from './domain/disks/run-create-disks.ts';
import { runDeleteDisks, undoDeleteDisks } from './domain/disks/run-delete-disks.ts';
import { runBringObject, undoBringObject } from './domain/images/buckets/bring-object.ts';
import { runExportImage } from './domain/images/buckets/export-image.ts';
import { runDuplication } from './domain/images/duplication-jobs.ts';
import { expireTasks } from './domain/images/imports/expire-tasks.ts';
import { runImport } from './domain/images/imports/run-import.ts';
import { recoverUploads } from './domain/images/recover-uploads.ts';
import { runAttachDisk, undoAttachDisk } from './domain/servers/attach-disk.ts';
import { runCreateServers, undoCreateServers } from './domain/servers/build-servers.ts';
import { runDeleteServers, undoDeleteServers } from './domain/servers/delete-servers.ts';
import { runDetachDisk, undoDetachDisk } from './domain/servers/detach-disk.ts';
import { forgetServers } from './domain/servers/forget-servers.ts';
import { runRebootServer, undoRebootServer } from './domain/servers/reboot-server.ts';
import { runChangeOs, undoChangeOs } from './domain/servers/replace-system.ts';
import { runStartServer, undoStartServer } from './domain/servers/start-server.ts';
import { runStopServer, undoStopServer } from './domain/servers/stop-server.ts';
import { sweepServers } from './domain/servers/sweep-servers.ts';
import { forgetProject } from './domain/sharing/forget-project.ts';
import { expireJobs } from './domain/jobs/expire-jobs.ts';
import { runJob, type JobWorks } from './domain/jobs/run-job.ts';
import { forgetVaults } from './domain/vaults/forget-vaults.ts';
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
  'capture-image': { work: runCapture, undo: undoCapture },
  'back-up-server': { work: runBackUp, undo: undoBackUp },
  'make-server-image': runServerImage,
  'create-disks': { work: runCreateDisks, undo: undoCreateDisks },
  'grow-disk': { work: runGrowDisk, undo: undoGrowDisk },
  'delete-disks': { work: runDeleteDisks, undo: undoDeleteDisks },
  'create-servers': { work: runCreateServers, undo: undoCreateServers },
  'start-server': { work: runStartServer, undo: undoStartServer },
  'stop-server': { work: runStopServer, undo: undoStopServer },
  'reboot-server': { work: runRebootServer, undo: undoRebootServer },
  'change-os': { work: runChangeOs, undo: undoChangeOs },
  'attach-disk': { work: runAttachDisk, undo: undoAttachDisk },
  'detach-disk': { work: runDetachDisk, undo: undoDetachDisk },
  'delete-servers': { work: runDeleteServers, undo: undoDeleteServers },
};

export function taskHandlers(context: Context): TaskHandlers {
  return {
    'reclaim-blob': async ({ digest }) => await reclaimBlob(context, digest),
    'forget-project': async ({ projectId }) => {
      await forgetServers(context, projectId);
      await forgetDisks(context, projectId);
      await forgetProject(context, projectId);
      await forgetBackups(context, projectId);
      await forgetVaults(context, projectId);
    },
    'sweep-engine': async () => {
      await sweepServers(context);
      await sweepDisks(context);
    },
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
