import type { NewestFirst, Page } from '../../../lib/newest-first.ts';

const atOnce = 1000;

/** All that a list has, for calls that filter or count what the list itself cannot. */
export async function allPages<Item>(
  list: (slice: {
    readonly limit: number;
    readonly cursor: NewestFirst | null;
  }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: NewestFirst | null = null;
  do {
    const page: Page<Item> = await list({ limit: atOnce, cursor });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return all;
}
