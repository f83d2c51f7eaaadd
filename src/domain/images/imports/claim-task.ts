// Taking an import into this process's hands. The image's row in `uploads` is the token: only who holds it may finish or fail the task.
import type { Context } from '../../context.ts';
import { Fault } from '../../fault.ts';
import type { Image } from '../image.ts';
import { deleteUpload, insertUpload, lockImages, selectSeenImage } from '../queries.ts';
import { enforceQuotas } from '../quotas/enforce-quotas.ts';
import { attemptsAtMost, isOpen, type ImportTask } from './import-task.ts';
import {
  beginTask,
  selectStagedBytes,
  selectTask,
  selectUploadOfImage,
  type StagedBytes,
} from './queries.ts';

export interface Claim {
  readonly task: ImportTask;
  readonly image: Image;
  readonly staged: StagedBytes | null;
  readonly upload: string;
}

/** Claims an open task; null when it has ended or another process is at it. Faults: quota, unavailable (was cut off too often). */
export async function claimTask(
  context: Context,
  taskId: string,
  upload: string,
): Promise<Claim | null> {
  const { processId } = context;
  return await context.db.transaction().execute(async (tx) => {
    const known = await selectTask(tx, taskId);
    if (known === null) return null;
    await lockImages(tx, [known.imageId]);
    const task = await selectTask(tx, taskId);
    const image = await selectSeenImage(tx, known.imageId, null);
    if (task === null || image === null || !isOpen(task)) return null;
    const other = await selectUploadOfImage(tx, image.id);
    if (other !== null && !other.dead && other.processId !== processId) return null;
    // Of a process that died, or of an earlier attempt of this one that did not come to its end: whoever held it can no longer finish.
    if (other !== null) await deleteUpload(tx, other.id);
    if (task.attempts >= attemptsAtMost) throw givenUp();
    await beginTask(tx, task.id);
    const staged = await selectStagedBytes(tx, image.id);
    const reserved = context.settings.quota === 'hard' ? (staged?.size ?? 0) : 0;
    await insertUpload(tx, { id: upload, imageId: image.id, processId, reserved });
    if (task.method !== 'copy-image') await enforceQuotas(context, tx, image, ['image_size_total']);
    return { task, image, staged, upload };
  });
}

function givenUp(): Fault {
  return new Fault(
    'unavailable',
    'import.given-up',
    `The import was cut off ${attemptsAtMost} times and is given up.`,
  );
}
