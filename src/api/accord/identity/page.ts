// Pages of things that have names, in the order of these.
import { Type } from 'typebox';
import { cutPage, type Page } from '../../../domain/identity/page.ts';
import type { Settings } from '../../../domain/settings.ts';
import { limitOf, readCursor, writeCursor } from '../page.ts';

const nameCursor = Type.Tuple([Type.String(), Type.String()]);

interface Query {
  readonly search?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/** One page of what `list` finds. */
export async function pageOfNamed<T extends { readonly name: string; readonly id: string }, W>(
  settings: Settings,
  { search, limit: asked, cursor }: Query,
  list: (page: Page) => Promise<readonly T[]>,
  present: (item: T) => W,
): Promise<{ items: W[]; nextCursor: string | null }> {
  const limit = limitOf(settings, asked);
  const after = readCursor(nameCursor, cursor) ?? undefined;
  const { items, next } = cutPage(await list({ search, after, limit: limit + 1 }), limit);
  return { items: items.map(present), nextCursor: writeCursor(next) };
}
