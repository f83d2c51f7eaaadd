// Tags of servers and disks: words `key=value` as they are kept, pairs or maps as calls have them.

type Pair = { readonly key: string; readonly value?: string };

/** The tags of a body, `key.value` in the old list and pairs in the new one; the last word on a key counts. */
export function readTags(words: readonly string[] = [], pairs: readonly Pair[] = []): string[] {
  const old = words.map((word) => {
    const dot = word.indexOf('.');
    return dot === -1 ? { key: word } : { key: word.slice(0, dot), value: word.slice(dot + 1) };
  });
  return tagsOf(Object.fromEntries([...old, ...pairs].map(({ key, value = '' }) => [key, value])));
}

/** The tags of a map. */
export function tagsOf(map: Readonly<Record<string, string>>): string[] {
  return Object.entries(map).map(([key, value]) => `${key}=${value}`);
}

/** Tags as a map. */
export function tagMapOf(tags: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    tags.map((tag) => {
      const equals = tag.indexOf('=');
      return equals === -1 ? [tag, ''] : [tag.slice(0, equals), tag.slice(equals + 1)];
    }),
  );
}
