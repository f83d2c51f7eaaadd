// The query of the list of disks → a domain query (EVS API reference, "Querying details about all disks"). Unknown parameters are passed over, as there.
import type { Slice } from '../../../lib/newest-first.ts';
import type { DiskFilters } from '../../../domain/disks/list-queries.ts';
import { invalidQuery, last, wholeNumber } from '../../http/query.ts';
import { statusOf } from './disk-words.ts';

const pageMost = 1000;

/** A page of disks; null: there can be none. Faults: invalid. */
export function readVolumeQuery(
  params: URLSearchParams,
  zone: string,
): (DiskFilters & Slice) | null {
  for (const [name, value] of params) {
    // No text of ours holds it, and PostgreSQL's cannot.
    if (`${name}${value}`.includes('\0')) throw invalidQuery('A filter holds a NUL character.');
  }
  const text = (name: string): string | undefined => last(params, name) || undefined;
  const word = text('status');
  const status = word === undefined ? undefined : statusOf(word);
  const isElsewhere = [zone, undefined].indexOf(text('availability_zone')) === -1;
  if (isElsewhere || text('multiattach') === 'true') return null;
  if (word !== undefined && (status === undefined || status === 'deleted')) return null;
  const limit = wholeNumber(last(params, 'limit') ?? String(pageMost), 'limit');
  const ids = readIds(text('ids'), text('id'));
  return {
    limit: Math.min(limit, pageMost),
    offset: wholeNumber(last(params, 'offset') ?? '0', 'offset'),
    cursor: null,
    name: text('name'),
    status,
    serverId: text('server_id'),
    ids,
  };
}

/** `['id','id']`, as its documents write it, or with commas alone. */
function readIds(list: string | undefined, id: string | undefined): readonly string[] | undefined {
  const ids = list?.replaceAll(/[[\]'"\s]/g, '').split(',');
  if (id === undefined) return ids;
  return ids === undefined || ids.includes(id) ? [id] : [];
}
