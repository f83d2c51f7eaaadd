// Bytes are reserved before they are taken: no number of uploads at once can write more than the quota has left.
import type { Context } from '../../context.ts';
import { deletedMeanwhile } from '../find-image.ts';
import type { Image } from '../image.ts';
import { freeUnder, limitInForce } from './enforce-quotas.ts';
import { lockReservation, updateReservation } from './queries.ts';

/** Bytes between two looks at the upload: whether it is still wanted, and what it may still write. */
const step = 64 * 1_048_576;

/** What to reserve when an upload begins: its size, when the client tells it. `null`: step by step, as the bytes come. */
export function firstReservation(
  settings: Pick<Context['settings'], 'quota' | 'imageSizeCap'>,
  declaredSize: number | null,
): number {
  return settings.quota === 'hard' ? Math.min(declaredSize ?? 0, settings.imageSizeCap) : 0;
}

/**
 * Passes the bytes of an upload that began with `reserved` on, reserving ahead of them. Throws `quota` where the project has no more left, and `gone` soon after the
 * upload was ended: bytes of a deleted image would be written without being counted.
 */
export async function* reserveAhead(
  context: Context,
  upload: string,
  image: Image,
  source: AsyncIterable<Uint8Array>,
  reserved: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let passed = 0;
  let allowed = Math.min(reserved, step);
  for await (const bytes of source) {
    passed += bytes.length;
    if (passed > allowed) allowed = await allow(context, upload, image, passed);
    yield bytes;
  }
}

/** How far the upload may go before it asks again, at least `needed` bytes. */
async function allow(
  context: Context,
  upload: string,
  image: Image,
  needed: number,
): Promise<number> {
  return await context.db.transaction().execute(async (tx) => {
    const held = await lockReservation(tx, upload);
    if (held === undefined) throw deletedMeanwhile(image.id);
    if (context.settings.quota === 'glance') return needed + step;
    if (held.reserved >= needed) return Math.min(held.reserved, needed + step);
    const quota = held.staged ? 'image_stage_total' : 'image_size_total';
    const limit = await limitInForce(tx, image, quota);
    if (limit === null) return needed + step;
    await updateReservation(tx, upload, needed);
    const free = await freeUnder(tx, image.owner, quota, limit);
    // Near the limit only little ahead: others may need what this upload will not use.
    const ahead = Math.min(step, Math.floor(free / 8));
    if (ahead > 0) await updateReservation(tx, upload, needed + ahead);
    return needed + ahead;
  });
}
