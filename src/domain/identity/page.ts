/** Which part of a list. Lists are in the order of names, then ids. */
export interface Page {
  /** How many at most. */
  readonly limit?: number | undefined;
  /** What follows the thing with this id. */
  readonly marker?: string | undefined;
  /** What follows this name and id, whether there is such a thing or not. */
  readonly after?: NameCursor | undefined;
  /** A part of the name, in any case, or the id. */
  readonly search?: string | undefined;
}

export type NameCursor = readonly [name: string, id: string];

/** The first `limit` of things that were asked for with one more, and where they end; null: there is no more. */
export function cutPage<T extends { readonly name: string; readonly id: string }>(
  found: readonly T[],
  limit: number,
): { readonly items: readonly T[]; readonly next: NameCursor | null } {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, next: last === undefined ? null : [last.name, last.id] };
}
