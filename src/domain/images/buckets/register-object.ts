import { projectIdOf, type Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { startJobIn } from '../../jobs/start-job.ts';
import { findImage, lockImage } from '../find-image.ts';
import { imageEvent } from '../image-event.ts';
import { mayMove, type Image } from '../image.ts';
import { updateImageRow } from '../queries.ts';
import { enforceQuotas } from '../quotas/enforce-quotas.ts';
import type { BringObjectInput } from './bucket-job.ts';
import { checkObject, placeObject, readAddress } from './bucket-object.ts';

export interface Registration {
  /** `bucket:object`. */
  readonly source: string;
  /** Properties that the image gets with its bytes. */
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * Begins a job that brings an object's bytes to a queued image; resolves to the job's id. When the job fails the image is queued again.
 * Faults: notFound (image, bucket, object), forbidden, conflict (not queued), invalid (address), tooLarge, quota.
 */
export async function registerObject(
  context: Context,
  actor: Actor,
  imageId: string,
  { source, properties }: Registration,
): Promise<string> {
  // The bucket is looked at outside of the transaction, and only for those who may import.
  refuseState(await findImage(context, context.db, actor, imageId, 'image.import'));
  const object = readAddress(source);
  await checkObject(context, placeObject(context, projectIdOf(actor) ?? '', object));
  return await context.db.transaction().execute(async (tx) => {
    const before = await lockImage(context, tx, actor, imageId, 'image.import');
    refuseState(before);
    const after = await updateImageRow(tx, before.id, { status: 'importing' });
    await enforceQuotas(context, tx, after, ['image_count_uploading', 'image_size_total']);
    await recordEvent(tx, actor, imageEvent(actor, 'image.import', before, after));
    const { id, name, kind } = after;
    const input: BringObjectInput = { imageId: id, imageName: name, kind, object, properties };
    return await startJobIn(tx, actor, 'register-image', input);
  });
}

/** Staged bytes are an import's: they are not thrown away for others. */
function refuseState({ id, status }: Image): void {
  if (status === 'queued' && mayMove(status, 'importing')) return;
  throw new Fault(
    'conflict',
    'image.wrong-status',
    `Bytes can be registered for an image that is queued; image ${id} is ${status}.`,
    { detail: { imageId: id, status } },
  );
}
