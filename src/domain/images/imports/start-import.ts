// Begins an import: the image and a task are changed, and the work queued, in one transaction. The work itself: run-import.ts.
import { newUuid } from '../../../lib/ids.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import type { Tx } from '../../../db/pool.ts';
import { projectIdOf, type Actor } from '../../actor.ts';
import { checkSource } from '../../bytes/web-address.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { findImage, lockImage } from '../find-image.ts';
import { imageEvent } from '../image-event.ts';
import type { Image } from '../image.ts';
import { updateImageRow } from '../queries.ts';
import { enforceQuotas } from '../quotas/enforce-quotas.ts';
import type { ImportMethod, ImportTask, TaskType } from './import-task.ts';
import { insertTask, selectOpenTask, selectStagedBytes } from './queries.ts';

export interface ImportRequest {
  readonly type: TaskType;
  readonly method: ImportMethod;
  /** The address for a web-download, else null. */
  readonly source: string | null;
  /** null: the default store. */
  readonly stores: readonly string[] | 'all' | null;
  readonly allMustSucceed: boolean;
  /** The request as it may be shown later. */
  readonly input: object;
}

/**
 * Begins an import of an image. Resolves to its task, or to null when there is nothing to do: every store has a copy.
 * Faults: notFound, forbidden, invalid (no address, or one that must not be fetched; a store that has a copy), conflict (state of the image, formats
 * not set, unknown store, another import is on its way), quota.
 */
export async function startImport(
  context: Context,
  actor: Actor,
  imageId: string,
  request: ImportRequest,
): Promise<ImportTask | null> {
  const action = request.method === 'copy-image' ? 'image.copy' : 'image.import';
  if (request.method === 'web-download') {
    // Names are resolved outside of the transaction, and only for those who may import.
    const seen = await findImage(context, context.db, actor, imageId, action);
    refuseState(seen, request.method);
    await checkSource(request.source ?? '', context.settings.importAllow);
  }
  return await context.db.transaction().execute(async (tx) => {
    const before = await lockImage(context, tx, actor, imageId, action);
    await refuseUnready(tx, before, request.method);
    const stores = storesFor(context, before, request);
    if (stores.length === 0) {
      // Clients wait for these to be empty; Glance leaves them out, and its clients waiting.
      await updateImageRow(tx, before.id, { importing_to: [], import_failed: [] });
      return null;
    }
    const task = await insertTask(tx, {
      id: newUuid(),
      type: request.type,
      image_id: before.id,
      region_id: before.regionId,
      owner: projectIdOf(actor) ?? before.owner,
      user_id: actor.userId,
      request_id: actor.requestId,
      method: request.method,
      source: request.source,
      stores,
      all_must_succeed: request.allMustSucceed,
      input: JSON.stringify(request.input),
    });
    const failed = before.importFailed ?? [];
    const after = await updateImageRow(tx, before.id, {
      ...(request.method === 'copy-image' ? {} : { status: 'importing' }),
      importing_to: stores,
      import_failed: failed.filter((store) => !stores.includes(store)),
    });
    if (request.method !== 'copy-image') {
      await enforceQuotas(context, tx, after, ['image_count_uploading', 'image_size_total']);
    }
    await recordEvent(tx, actor, imageEvent(actor, 'image.import', before, after));
    await enqueue(tx, 'import-image', { taskId: task.id }, task.id);
    return task;
  });
}

/** The state that a method starts from, and Glance's words for others. */
const startsFrom = {
  'glance-direct': [
    'uploading',
    "Image needs to be staged before 'glance-direct' method can be used",
  ],
  'web-download': ['queued', "Image needs to be in 'queued' state to use 'web-download' method"],
  'copy-image': ['active', 'Only images with status active can be targeted for copying'],
} as const satisfies Record<ImportMethod, readonly [Image['status'], string]>;

function refuseState(image: Image, method: ImportMethod): void {
  const [state, complaint] = startsFrom[method];
  if (image.status === state) return;
  throw new Fault('conflict', 'image.wrong-status', complaint, {
    detail: { imageId: image.id, status: image.status },
  });
}

async function refuseUnready(tx: Tx, image: Image, method: ImportMethod): Promise<void> {
  refuseState(image, method);
  // Still on their way into the staging area.
  if (method === 'glance-direct' && (await selectStagedBytes(tx, image.id)) === null) {
    throw new Fault('conflict', 'image.wrong-status', startsFrom[method][1]);
  }
  if (image.containerFormat === null || image.diskFormat === null) {
    throw new Fault(
      'conflict',
      'import.formats-missing',
      'Properties disk_format, container_format must be set prior to an import.',
    );
  }
  if ((await selectOpenTask(tx, image.id)) !== null) {
    throw new Fault(
      'conflict',
      'import.in-progress',
      `New operation on image '${image.id}' is not permitted as prior operation is still in progress`,
    );
  }
}

function storesFor(context: Context, image: Image, request: ImportRequest): string[] {
  const copies = request.method === 'copy-image' ? image.stores : [];
  if (request.stores === 'all') {
    return context.stores.names.filter((store) => !copies.includes(store));
  }
  const stores = [...new Set(request.stores ?? [context.stores.defaultName])].toSorted();
  const unknown = stores.find((store) => !context.stores.has(store));
  if (unknown !== undefined) {
    throw new Fault('conflict', 'import.no-such-store', `There is no store ${unknown}.`, {
      detail: { store: unknown },
    });
  }
  const present = stores.find((store) => copies.includes(store));
  if (present !== undefined) {
    throw new Fault(
      'invalid',
      'import.store-has-copy',
      `Image is already present at store '${present}'`,
      {
        detail: { store: present },
      },
    );
  }
  return stores;
}
