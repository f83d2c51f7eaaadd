// Who does which queued task.
import { reclaimBlob } from './domain/bytes/reclaim-blob.ts';
import type { Context } from './domain/context.ts';
import { recoverUploads } from './domain/images/recover-uploads.ts';
import { forgetProject } from './domain/sharing/forget-project.ts';
import type { TaskHandlers } from './jobs/worker.ts';

export function taskHandlers(context: Context): TaskHandlers {
  return {
    'reclaim-blob': async ({ digest }) => await reclaimBlob(context, digest),
    'forget-project': async ({ projectId }) => await forgetProject(context, projectId),
    'recover-uploads': async () => void (await recoverUploads(context)),
  };
}
