import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { lockImage } from './find-image.ts';
import { imageEvent } from './image-event.ts';
import { updateImageRow } from './queries.ts';
import { refusalToSwitch } from './refusals.ts';

/** Takes the bytes of an active image out of use (administrators can still read them), without touching its record. */
export async function deactivateImage(
  context: Context,
  actor: Actor,
  imageId: string,
): Promise<void> {
  await move(context, actor, imageId, 'deactivated');
}

/** Puts a deactivated image back into use. */
export async function reactivateImage(
  context: Context,
  actor: Actor,
  imageId: string,
): Promise<void> {
  await move(context, actor, imageId, 'active');
}

async function move(
  context: Context,
  actor: Actor,
  imageId: string,
  to: 'active' | 'deactivated',
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const before = await lockImage(context, tx, actor, imageId, 'image.deactivate');
    // Asking for the state that an image with bytes is already in changes nothing.
    if (before.status === to) return;
    const refusal = refusalToSwitch(before, to);
    if (refusal !== null) throw refusal;
    const after = await updateImageRow(tx, before.id, { status: to });
    const action = to === 'active' ? 'image.reactivate' : 'image.deactivate';
    await recordEvent(tx, actor, imageEvent(actor, action, before, after));
  });
}
