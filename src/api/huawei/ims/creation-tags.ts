import { Fault } from '../../../domain/fault.ts';

/** IMS API reference, "Tags"; a value may have what a tag of ours has room for. */
const tagsAtMost = 10;
const keyLength = 36;
const valueLength = 218;

interface TaggedBody {
  /** `key.value`, or `key`. */
  readonly tags?: readonly string[];
  readonly image_tags?: readonly { readonly key: string; readonly value?: string }[];
}

/** The tags of a new image as `key=value`. Faults: invalid (both fields, a bad or repeated key, too many). */
export function creationTags({ tags = [], image_tags: pairs = [] }: TaggedBody): string[] {
  if (tags.length > 0 && pairs.length > 0) {
    throw new Fault('invalid', 'request.invalid', 'The body has both tags and image_tags.');
  }
  const all = [...tags.map(splitTag), ...pairs];
  if (all.length > tagsAtMost) {
    throw new Fault('invalid', 'image.too-many-tags', `An image has at most ${tagsAtMost} tags.`);
  }
  if (new Set(all.map(({ key }) => key)).size < all.length) {
    throw tagInvalid('A key is there twice.');
  }
  return all.map(({ key, value = '' }) => {
    if (key === '' || key.length > keyLength || /[=\p{Cc}]/u.test(key)) {
      throw tagInvalid(`A key has 1 to ${keyLength} characters and no "=".`);
    }
    if (value.length > valueLength || /\p{Cc}/u.test(value)) {
      throw tagInvalid(`A value has at most ${valueLength} characters and no control characters.`);
    }
    return `${key}=${value}`;
  });
}

function splitTag(tag: string): { key: string; value: string } {
  const point = tag.indexOf('.');
  return point === -1
    ? { key: tag, value: '' }
    : { key: tag.slice(0, point), value: tag.slice(point + 1) };
}

function tagInvalid(reason: string): Fault {
  return new Fault('invalid', 'image.tag-invalid', reason);
}
