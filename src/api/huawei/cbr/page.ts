// Pages of the backup service's lists. What a project has of vaults and backups is little: lists are read whole, and their pages cut from them, so that every
// filter and order of that service can be served.
import { invalidQuery, last, wholeNumber } from '../../http/query.ts';

const pageDefault = 50;
const pageMost = 1000;

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** Faults: invalid. */
export function readPage(params: URLSearchParams): Page {
  const limit = wholeNumber(last(params, 'limit') ?? String(pageDefault), 'limit');
  return {
    limit: Math.min(limit, pageMost),
    offset: wholeNumber(last(params, 'offset') ?? '0', 'offset'),
  };
}

/** Of a list, what stands on a page. */
export function pageOf<T>(all: readonly T[], { limit, offset }: Page): readonly T[] {
  return all.slice(offset, offset + limit);
}

/** No text of ours holds it, and PostgreSQL's cannot. Throws `invalid`. */
export function refuseNul(params: URLSearchParams): void {
  for (const [name, value] of params) {
    if (`${name}${value}`.includes('\0')) throw invalidQuery('A filter holds a NUL character.');
  }
}
