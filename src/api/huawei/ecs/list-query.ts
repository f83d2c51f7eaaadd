// The query of the list of servers → a domain query (ECS API reference, "Querying details about ECSs"). Unknown parameters are passed over, as there.
import type { Slice } from '../../../lib/newest-first.ts';
import type { ServerFilters } from '../../../domain/servers/list-queries.ts';
import { guestAddress, serverStatuses, type ServerStatus } from '../../../domain/servers/server.ts';
import { invalidQuery, last, wholeNumber } from '../../http/query.ts';
import { statusWords } from './server-words.ts';

const pageDefault = 25;
const pageMax = 1000;

/** A page of servers; null: there can be none. Faults: invalid. */
export function readServerQuery(params: URLSearchParams): (ServerFilters & Slice) | null {
  for (const [name, value] of params) {
    // No text of ours holds it, and PostgreSQL's cannot.
    if (`${name}${value}`.includes('\0')) throw invalidQuery('A filter holds a NUL character.');
  }
  const status = readStatus(last(params, 'status'));
  if (status === 'none' || !hasGuestAddress(params)) return null;
  const text = (name: string): string | undefined => last(params, name) || undefined;
  const limit = readLimit(params);
  // A page's number, not how many come before; the first is 1, and 0 too.
  const page = Math.max(wholeNumber(last(params, 'offset') ?? '1', 'offset'), 1);
  const ids = text('server_id')?.split(',');
  return {
    limit,
    offset: Math.min((page - 1) * limit, Number.MAX_SAFE_INTEGER),
    search: text('name'),
    status,
    flavorId: text('flavor'),
    imageId: text('image_id'),
    ids,
    tags: readWords(text('tags')),
    withoutTags: readWords(text('not-tags')),
  };
}

function readLimit(params: URLSearchParams): number {
  const limit = wholeNumber(last(params, 'limit') ?? String(pageDefault), 'limit');
  if (limit < 1) throw invalidQuery('The limit must be 1 at least.');
  return Math.min(limit, pageMax);
}

/** Servers that something is done to count as what they are without it. `none`: no server here is ever so. */
function readStatus(word: string | undefined): ServerStatus | undefined | 'none' {
  if (word === undefined || word === '') return undefined;
  const found = serverStatuses.find((each) => statusWords[each] === word.toUpperCase());
  return found === undefined || found === 'deleted' ? 'none' : found;
}

/** All guests have the same address, each in a network of its own. */
function hasGuestAddress(params: URLSearchParams): boolean {
  const [part, whole] = [last(params, 'ip'), last(params, 'ip_eq')];
  return (
    (part === undefined || guestAddress.includes(part)) &&
    (whole === undefined || whole === '' || guestAddress === whole)
  );
}

function readWords(text: string | undefined): readonly string[] | undefined {
  return text?.split(',').filter((word) => word !== '');
}
