// The tags of an image that is made, in either of two fields (IMS API reference, "Creating an image").
import { Fault } from '../../../domain/fault.ts';
import { formatTag } from '../../../domain/images/keyed-tag.ts';
import { checkTags, splitTag, tagsPerImage } from './tag-bodies.ts';

interface TaggedBody {
  /** `key.value`, or `key`. */
  readonly tags?: readonly string[];
  readonly image_tags?: readonly { readonly key: string; readonly value?: string }[];
}

/** The tags of a new image. Faults: invalid (both fields, a bad or repeated key, too many). */
export function creationTags({ tags = [], image_tags: pairs = [] }: TaggedBody): string[] {
  if (tags.length > 0 && pairs.length > 0) {
    throw new Fault('invalid', 'request.invalid', 'The body has both tags and image_tags.');
  }
  const all = [...tags.map(splitTag), ...pairs.map(({ key, value = '' }) => ({ key, value }))];
  if (all.length > tagsPerImage) {
    throw new Fault('invalid', 'image.too-many-tags', `An image has at most ${tagsPerImage} tags.`);
  }
  return checkTags(all).map(formatTag);
}
