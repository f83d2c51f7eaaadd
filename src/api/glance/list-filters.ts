// The filters of `GET /v2/images`, as Glance reads them → the domain's.
import { Fault } from '../../domain/fault.ts';
import type { ImageFilters, TimeFilter } from '../../domain/images/image-filters.ts';

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

/** The fault for a query that cannot be read. */
export function invalidQuery(message: string): Fault {
  return new Fault('invalid', 'request.invalid', message);
}

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
  min_disk: (value, name) => ({ minDisk: number(value, name) }),
  min_ram: (value, name) => ({ minRam: number(value, name) }),
  size: (value, name) => ({ size: number(value, name) }),
  virtual_size: (value, name) => ({ virtualSize: number(value, name) }),
  size_min: (value) => ({ sizeMin: bound(value) }),
  size_max: (value) => ({ sizeMax: bound(value) }),
  created_at: (value, name) => ({ createdAt: time(value, name) }),
  updated_at: (value, name) => ({ updatedAt: time(value, name) }),
  protected: (value, name) => ({ protected: boolean(value, name) }),
  // openstacksdk writes Python's True, which Glance takes here and not for protected.
  os_hidden: (value, name) => ({ hidden: boolean(value.toLowerCase(), name) }),
  'changes-since': () => {
    throw invalidQuery('The "changes-since" filter is no longer available on v2.');
  },
};

/** `value`, `eq:value` or `in:a,"b,c"`. */
function oneOf(text: string): string | string[] {
  const { operator, operand } = split(text);
  if (operator === 'eq') return operand;
  if (operator === 'in') return splitList(operand);
  throw invalidQuery(`Unable to filter by unknown operator '${operator}'.`);
}

const timeOperators: Readonly<Record<string, TimeFilter['operator']>> = {
  eq: '=',
  neq: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};

const isoTime = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?$/;

/** `gte:2026-01-31T08:00:00Z`; without an operator it must be that time. A time without a zone is in UTC. */
function time(text: string, name: string): TimeFilter {
  const { operator, operand } = isoTime.test(text)
    ? { operator: 'eq', operand: text }
    : split(text);
  const comparison = Object.hasOwn(timeOperators, operator) ? timeOperators[operator] : undefined;
  if (comparison === undefined) {
    throw invalidQuery('Unable to filter on a unknown operator.');
  }
  const zoned = /T.*(Z|[+-]\d\d(:?\d\d)?)$/.test(operand) || operand.length === 10;
  const parsed = new Date(zoned ? operand : `${operand.replace(' ', 'T')}Z`);
  const year = parsed.getUTCFullYear();
  // PostgreSQL reads no other years in this notation; no image is from one.
  if (!isoTime.test(operand) || !(year >= 1 && year <= 9999)) {
    throw invalidQuery(`Bad "${name}" query filter format. Use ISO 8601 DateTime notation.`);
  }
  return { operator: comparison, time: parsed.toISOString() };
}

function split(text: string): { operator: string; operand: string } {
  const colon = text.indexOf(':');
  return colon === -1
    ? { operator: 'eq', operand: text }
    : { operator: text.slice(0, colon), operand: text.slice(colon + 1) };
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

function number(value: string, name: string): number {
  const parsed = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(parsed)) {
    throw invalidQuery(
      `Invalid value '${value}' for parameter '${name}': a whole number is expected.`,
    );
  }
  return parsed;
}

/** No image is beyond a bound that is not safe to count with. */
function bound(value: string): number {
  const parsed = Number(value);
  if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(parsed)) {
    throw invalidQuery('Unable to filter on a range with a non-numeric value.');
  }
  return parsed;
}

function boolean(value: string, name: string): boolean {
  if (value !== 'true' && value !== 'false') {
    throw invalidQuery(
      `Invalid value '${value}' for '${name}' filter. Valid values are 'true' or 'false'.`,
    );
  }
  return value === 'true';
}
