import { projectIdOf, type Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { startJobIn } from '../../jobs/start-job.ts';
import { draftImage, insertDraft, type NewImage } from '../create-image.ts';
import type { BringObjectInput } from './bucket-job.ts';
import { checkObject, placeObject, readAddress } from './bucket-object.ts';

export interface BucketImage {
  /** Its formats are found in the bytes. */
  readonly image: Omit<NewImage, 'id' | 'owner' | 'diskFormat' | 'containerFormat'>;
  /** `bucket:object`. */
  readonly source: string;
  /** Properties that only the service sets. */
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * Makes an image and begins a job that brings its bytes; resolves to the job's id. The image is there at once, `importing`; when the job fails it is
 * deleted. Faults: those of createImage, and invalid (address), notFound (bucket, object), tooLarge, quota.
 */
export async function createFromBucket(
  context: Context,
  actor: Actor,
  { image: asked, source, properties }: BucketImage,
): Promise<string> {
  const draft = await draftImage(context, actor, asked, properties);
  const object = readAddress(source);
  await checkObject(context, placeObject(context, projectIdOf(actor) ?? '', object));
  return await context.db.transaction().execute(async (tx) => {
    const { id, name, kind } = await insertDraft(context, tx, actor, draft, 'importing');
    const input: BringObjectInput = { imageId: id, imageName: name, kind, object, properties: {} };
    return await startJobIn(tx, actor, 'create-image', input);
  });
}
