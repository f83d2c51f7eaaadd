import type { Actor } from '../../actor.ts';
import { checkSource } from '../../bytes/web-address.ts';
import type { Context } from '../../context.ts';
import { createImage, type NewImage } from '../create-image.ts';
import { authorizeOperation } from '../policy.ts';
import type { ImportTask } from './import-task.ts';
import { startImport } from './start-import.ts';

/**
 * Makes an image and begins a web-download into it. Faults: forbidden (operators only), and those of createImage and startImport; when the latter
 * refuses, the image stays, queued.
 */
export async function createImportTask(
  context: Context,
  actor: Actor,
  input: { readonly image: NewImage; readonly source: string; readonly asked: object },
): Promise<ImportTask> {
  authorizeOperation(actor, 'task.create');
  await checkSource(input.source, context.settings.importAllow);
  const image = await createImage(context, actor, input.image);
  const task = await startImport(context, actor, image.id, {
    type: 'import',
    method: 'web-download',
    source: input.source,
    stores: null,
    allMustSucceed: true,
    input: input.asked,
  });
  if (task === null) throw new Error('a download has nowhere to go');
  return task;
}
