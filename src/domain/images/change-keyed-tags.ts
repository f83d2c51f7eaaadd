import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { Fault } from '../fault.ts';
import { checkAttributes } from './attributes.ts';
import { lockImage } from './find-image.ts';
import { imageEvent } from './image-event.ts';
import type { Image } from './image.ts';
import { formatTag, readTag, withoutKeys, type KeyedTag } from './keyed-tag.ts';
import { updateImageRow } from './queries.ts';

/**
 * Gives an image several `key=value` tags at once; a key that is there gets the new value. Faults: notFound, forbidden, invalid, tooLarge (more than `most`
 * tags then, or than the settings allow).
 */
export async function setKeyedTags(
  context: Context,
  actor: Actor,
  imageId: string,
  tags: readonly KeyedTag[],
  most: number,
): Promise<void> {
  const given = new Map(tags.map((tag) => [tag.key, formatTag(tag)]));
  const keys = new Set(given.keys());
  await changeTags(context, actor, imageId, 'image.tag', (before) => {
    const after = [...withoutKeys(before.tags, keys), ...given.values()];
    if (after.length > most && after.length > before.tags.length) {
      throw new Fault(
        'tooLarge',
        'image.too-many-tags',
        `Image ${before.id} would have ${after.length} tags; it may have ${most}.`,
        { detail: { count: after.length, limit: most } },
      );
    }
    return after;
  });
}

/** Takes the tags of several keys off, all or none. Faults: notFound (the image, or a key that it does not have), forbidden. */
export async function removeKeyedTags(
  context: Context,
  actor: Actor,
  imageId: string,
  keys: readonly string[],
): Promise<void> {
  await changeTags(context, actor, imageId, 'image.untag', (before) => {
    const present = new Set(before.tags.map((tag) => readTag(tag).key));
    const absent = keys.find((key) => !present.has(key));
    if (absent !== undefined) {
      throw new Fault('notFound', 'image.no-such-tag', `Image ${before.id} has no tag ${absent}.`);
    }
    return withoutKeys(before.tags, new Set(keys));
  });
}

async function changeTags(
  context: Context,
  actor: Actor,
  imageId: string,
  action: 'image.tag' | 'image.untag',
  change: (before: Image) => readonly string[],
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const before = await lockImage(context, tx, actor, imageId, 'image.tag');
    const tags = change(before);
    const same = new Set(tags).symmetricDifference(new Set(before.tags)).size === 0;
    if (same) return;
    checkAttributes(context.settings, { ...before, tags });
    const after = await updateImageRow(tx, before.id, { tags: [...tags] });
    await recordEvent(tx, actor, imageEvent(actor, action, before, after));
  });
}
