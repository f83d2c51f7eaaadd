// Keyset pages, as every list of the API answers them.

export interface Page<T> {
  readonly items: readonly T[];
  /** For the next page; null: this is the last. */
  readonly nextCursor: string | null;
}

/** Asks for one page of a list. */
export type FetchPage<T> = (
  cursor: string | null,
  limit: number,
  signal: AbortSignal,
) => Promise<Page<T>>;

/** Every page of a list, one after another, as large as the API gives them. */
export async function* allPages<T>(
  fetchPage: FetchPage<T>,
  signal: AbortSignal,
): AsyncGenerator<readonly T[], void, undefined> {
  let cursor: string | null = null;
  do {
    const page: Page<T> = await fetchPage(cursor, 1000, signal);
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
