// The filters of `GET /v2/images`, as Glance reads them → the domain's.
import type { ImageFilters } from '../../domain/images/image-filters.ts';
import {
  invalidQuery,
  splitOperator,
  timeFilter,
  trueOrFalse,
  wholeNumber,
} from '../http/query.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Keys of the query that are not filters. */
const controls = new Set([
  'limit',
  'marker',
  'sort',
  'sort_key',
  'sort_dir',
  'visibility',
  'member_status',
  'tag',
]);

/** Reads every filter. Any key that Glance does not know is an additional property that must be equal; a repeated key counts as given last. */
export function readFilters(params: URLSearchParams): ImageFilters {
  const filters: Writable<ImageFilters> = {};
  const properties: Record<string, string> = {};
  for (const [name, value] of params) {
    // No text of ours holds it, and PostgreSQL's cannot.
    if (value.includes('\0') || name.includes('\0')) {
      throw invalidQuery('A filter holds a NUL character.');
    }
    if (controls.has(name)) continue;
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (read === undefined) properties[name] = value;
    else Object.assign(filters, read(value, name));
  }
  const tags = params.getAll('tag');
  return { ...filters, ...(tags.length > 0 ? { tags } : {}), properties };
}

const readers: Readonly<Record<string, (value: string, name: string) => ImageFilters>> = {
  id: (value) => ({ id: oneOf(value) }),
  owner: (owner) => ({ owner }),
  name: (value) => ({ name: oneOf(value) }),
  status: (value) => ({ status: oneOf(value) }),
  container_format: (value) => ({ containerFormat: oneOf(value) }),
  disk_format: (value) => ({ diskFormat: oneOf(value) }),
  checksum: (checksum) => ({ checksum }),
  os_hash_value: (blob) => ({ blob }),
  min_disk: (value, name) => ({ minDisk: wholeNumber(value, name) }),
  min_ram: (value, name) => ({ minRam: wholeNumber(value, name) }),
  size: (value, name) => ({ size: wholeNumber(value, name) }),
  virtual_size: (value, name) => ({ virtualSize: wholeNumber(value, name) }),
  size_min: (value) => ({ sizeMin: bound(value) }),
  size_max: (value) => ({ sizeMax: bound(value) }),
  created_at: (value, name) => ({ createdAt: timeFilter(value, name) }),
  updated_at: (value, name) => ({ updatedAt: timeFilter(value, name) }),
  protected: (value, name) => ({ protected: trueOrFalse(value, name) }),
  // openstacksdk writes Python's True, which Glance takes here and not for protected.
  os_hidden: (value, name) => ({ hidden: trueOrFalse(value.toLowerCase(), name) }),
  'changes-since': () => {
    throw invalidQuery('The "changes-since" filter is no longer available on v2.');
  },
};

/** `value`, `eq:value` or `in:a,"b,c"`. */
function oneOf(text: string): string | string[] {
  const { operator, operand } = splitOperator(text);
  if (operator === 'eq') return operand;
  if (operator === 'in') return splitList(operand);
  throw invalidQuery(`Unable to filter by unknown operator '${operator}'.`);
}

/** Values between commas; one that holds a comma stands in double quotes. */
function splitList(text: string): string[] {
  if (!/^("[^"]*"|[^",]+)(,("[^"]*"|[^",]+))*$/.test(text)) {
    throw invalidQuery(
      `Invalid filter value ${text}. The quote is not closed or a value is missing.`,
    );
  }
  return text.match(/"[^"]*"|[^",]+/g)?.map((value) => value.replaceAll('"', '')) ?? [];
}

/** No image is beyond a bound that is not safe to count with. */
function bound(value: string): number {
  const parsed = Number(value);
  if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(parsed)) {
    throw invalidQuery('Unable to filter on a range with a non-numeric value.');
  }
  return parsed;
}
