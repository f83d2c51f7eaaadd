// Who does which queued task.
import { reclaimBlob } from './domain/bytes/reclaim-blob.ts';
import type { Context } from './domain/context.ts';
import { expireTasks } from './domain/images/imports/expire-tasks.ts';
import { runImport } from './domain/images/imports/run-import.ts';
import { recoverUploads } from './domain/images/recover-uploads.ts';
import { forgetProject } from './domain/sharing/forget-project.ts';
import type { TaskHandlers } from './jobs/worker.ts';

export function taskHandlers(context: Context): TaskHandlers {
  return {
    'reclaim-blob': async ({ digest }) => await reclaimBlob(context, digest),
    'forget-project': async ({ projectId }) => await forgetProject(context, projectId),
    'import-image': async ({ taskId }, signal) => await runImport(context, taskId, signal),
    'expire-tasks': async () => await expireTasks(context),
    'recover-uploads': async () => void (await recoverUploads(context)),
  };
}
