// Tags that read `key=value`, as some clients write them: at most one for a key. Any other tag is a key without a value. Pure.

export interface KeyedTag {
  readonly key: string;
  /** Empty for a tag that is a key alone. */
  readonly value: string;
}

/** The key ends at the first equals sign. */
export function readTag(tag: string): KeyedTag {
  const end = tag.indexOf('=');
  return end === -1
    ? { key: tag, value: '' }
    : { key: tag.slice(0, end), value: tag.slice(end + 1) };
}

export function formatTag({ key, value }: KeyedTag): string {
  return `${key}=${value}`;
}

/** The texts that are read as this tag. */
export function spellings(tag: KeyedTag): string[] {
  return tag.value === '' ? [formatTag(tag), tag.key] : [formatTag(tag)];
}

/** The tags without those of some keys. */
export function withoutKeys(tags: readonly string[], keys: ReadonlySet<string>): string[] {
  return tags.filter((tag) => !keys.has(readTag(tag).key));
}
