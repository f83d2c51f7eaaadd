import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { checkAttributes } from './attributes.ts';
import { lockImage } from './find-image.ts';
import { imageEvent } from './image-event.ts';
import { updateImageRow } from './queries.ts';

/** Adds a tag; one that is there already changes nothing. */
export async function addTag(
  context: Context,
  actor: Actor,
  imageId: string,
  tag: string,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const before = await lockImage(context, tx, actor, imageId, 'image.tag');
    if (before.tags.includes(tag)) return;
    const tags = [...before.tags, tag];
    checkAttributes(context.settings, { ...before, tags });
    const after = await updateImageRow(tx, before.id, { tags });
    await recordEvent(tx, actor, imageEvent(actor, 'image.tag', before, after));
  });
}

/** Takes a tag off. Faults: notFound when it is not there. */
export async function removeTag(
  context: Context,
  actor: Actor,
  imageId: string,
  tag: string,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const before = await lockImage(context, tx, actor, imageId, 'image.tag');
    if (!before.tags.includes(tag)) {
      throw new Fault('notFound', 'image.no-such-tag', `Image ${before.id} has no tag ${tag}.`);
    }
    const after = await updateImageRow(tx, before.id, {
      tags: before.tags.filter((present) => present !== tag),
    });
    await recordEvent(tx, actor, imageEvent(actor, 'image.untag', before, after));
  });
}
