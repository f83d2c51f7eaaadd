// How far an upload is, for those who watch it: told to the database about once a second, so that every process can say. Uploads that are over in
// less say nothing and cost nothing.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { findImage } from './find-image.ts';
import type { UploadPhase, UploadProgress } from './image.ts';
import { findUploadProgress, updateUploadProgress } from './queries.ts';

const intervalMilliseconds = 1000;

export class ProgressReport {
  readonly #context: Pick<Context, 'db'>;
  readonly #upload: string;
  #phase: UploadPhase = 'uploading';
  #received = 0;
  #lastTold = performance.now();
  #isTold = false;

  constructor(context: Pick<Context, 'db'>, upload: string) {
    this.#context = context;
    this.#upload = upload;
  }

  /** Passes the bytes on and counts them. */
  async *count(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const bytes of source) {
      this.#received += bytes.length;
      if (this.#isDue()) await this.#tell();
      yield bytes;
    }
  }

  /** Another phase has begun; whoever has heard of the one before hears of it at once. */
  async enter(phase: UploadPhase): Promise<void> {
    this.#phase = phase;
    if (this.#isTold || this.#isDue()) await this.#tell();
  }

  #isDue(): boolean {
    return performance.now() - this.#lastTold >= intervalMilliseconds;
  }

  async #tell(): Promise<void> {
    this.#lastTold = performance.now();
    this.#isTold = true;
    const progress = { phase: this.#phase, received: this.#received };
    await updateUploadProgress(this.#context.db, this.#upload, progress);
  }
}

/** How far the upload of an image is. Faults: notFound (no such image; nothing is on its way), forbidden (not the owner). */
export async function watchUpload(
  context: Context,
  actor: Actor,
  imageId: string,
): Promise<UploadProgress> {
  const image = await findImage(context, context.db, actor, imageId, 'image.watch-upload');
  const isUpload = image.status === 'saving' || image.status === 'uploading';
  const progress = isUpload ? await findUploadProgress(context.db, image.id) : undefined;
  if (progress !== undefined) return progress;
  throw new Fault(
    'notFound',
    'upload.not-found',
    `No bytes are on their way to image ${image.id}.`,
    { detail: { imageId: image.id } },
  );
}
