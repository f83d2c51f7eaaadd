// The bodies of the calls about tags, and what a key and a value may be (IMS API reference, "Image tags").
import { Type, type Static } from 'typebox';
import { Fault } from '../../../domain/fault.ts';
import type { TagKeyFilter } from '../../../domain/images/image-filters.ts';
import type { KeyedTag } from '../../../domain/images/keyed-tag.ts';

/** Tags of one image. */
export const tagsPerImage = 10;
const keyLength = 36;
/** What is taken off may be from before a limit. */
const oldKeyLength = 127;
/** 43 in older documents. */
const valueLength = 255;

const tag = Type.Object({ key: Type.String(), value: Type.String() });
const key = Type.Object({ key: Type.String() });
const choice = Type.Object({
  key: Type.String(),
  values: Type.Optional(Type.Array(Type.String(), { maxItems: 20 })),
});
const choices = Type.Optional(Type.Array(choice, { maxItems: 20 }));
/** Numbers come as text from its SDKs. */
const count = Type.Optional(Type.Union([Type.String({ pattern: '^\\d{1,9}$' }), Type.Integer()]));

export const addBody = Type.Object({ tag });
export const removeBody = Type.Object({ tags: Type.Array(key, { minItems: 1, maxItems: 100 }) });
export const actionBody = Type.Union([
  Type.Object({
    action: Type.Literal('create'),
    tags: Type.Array(tag, { minItems: 1, maxItems: 100 }),
  }),
  Type.Object({ action: Type.Literal('delete'), ...removeBody.properties }),
]);
/** Deprecated there: `key.value`, or a key with its value. */
export const oldBody = Type.Object({
  image_id: Type.String(),
  tag: Type.Optional(Type.String()),
  image_tag: Type.Optional(tag),
});
export const instancesBody = Type.Object({
  action: Type.Union([Type.Literal('filter'), Type.Literal('count')]),
  tags: choices,
  tags_any: choices,
  not_tags: choices,
  not_tags_any: choices,
  without_any_tag: Type.Optional(Type.Boolean()),
  limit: count,
  offset: count,
  matches: Type.Optional(Type.Array(tag)),
});

/** Tags that are to be set. Throws `invalid`. */
export function checkTags(tags: readonly KeyedTag[]): readonly KeyedTag[] {
  for (const { key: name, value } of tags) {
    checkKey(name, keyLength);
    checkText('value', value, valueLength);
  }
  const keys = new Set(tags.map((each) => each.key));
  if (keys.size < tags.length) throw bad('A key stands there twice.');
  return tags;
}

/** Keys whose tags are to be taken off. Throws `invalid`. */
export function checkKeys(keys: readonly string[]): readonly string[] {
  for (const name of keys) checkKey(name, oldKeyLength);
  return keys;
}

function checkKey(name: string, most: number): void {
  if (name === '') throw bad('A tag needs a key.');
  // The first equals sign ends a key in the texts that tags are kept as.
  if (name.includes('=')) throw bad('A key has no equals sign.');
  checkText('key', name, most);
}

function checkText(what: string, text: string, most: number): void {
  if (text.length > most) throw bad(`The ${what} is longer than ${most} characters.`);
  if (text.includes('\0')) throw bad(`The ${what} holds a NUL character.`);
}

function bad(message: string): Fault {
  return new Fault('invalid', 'image.tag-invalid', message);
}

/** `key.value` or `key=value`; what has neither mark is a key alone. */
export function splitTag(text: string): KeyedTag {
  const end = text.search(/[.=]/);
  return end === -1
    ? { key: text, value: '' }
    : { key: text.slice(0, end), value: text.slice(end + 1) };
}

/** The tag of the deprecated call. Throws `invalid`. */
export function oldTagOf({ tag: text, image_tag: given }: Static<typeof oldBody>): KeyedTag {
  if ((given === undefined) === (text === undefined) || text?.search(/[.=]/) === -1) {
    throw bad('A tag is given as "key.value" or as image_tag.');
  }
  return given ?? splitTag(text ?? '');
}

type Wanted = Static<typeof choice>;

/** What an image's tags must be like. */
export function tagFilterOf(body: Static<typeof instancesBody>): TagKeyFilter {
  const read = (list: readonly Wanted[] = []) =>
    list.map(({ key: name, values = [] }) => ({ key: name, values }));
  return {
    all: read(body.tags),
    any: read(body.tags_any),
    notAll: read(body.not_tags),
    notAny: read(body.not_tags_any),
    untagged: body.without_any_tag ?? false,
  };
}
