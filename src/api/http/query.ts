// Query strings as clients of OpenStack and of Huawei Cloud write them, and what their values are read as.
import { Fault } from '../../domain/fault.ts';
import type { TimeFilter } from '../../domain/images/image-filters.ts';

/** The query string as the client wrote it, repeated keys and all. */
export function queryOf(url: string | undefined): URLSearchParams {
  return new URLSearchParams((url ?? '').split('?').slice(1).join('?'));
}

/** The fault for a query that cannot be read. */
export function invalidQuery(message: string): Fault {
  return new Fault('invalid', 'request.invalid', message);
}

/** A repeated key counts as given last. */
export function last(params: URLSearchParams, name: string): string | undefined {
  return params.getAll(name).at(-1);
}

/** The last value, one of a closed set; undefined: there is none. Throws `invalid` for any other, with these words. */
export function oneOf<const T extends string>(
  params: URLSearchParams,
  name: string,
  options: readonly T[],
  complaint: string,
): T | undefined {
  const value = last(params, name);
  if (value === undefined) return undefined;
  const option = options.find((each) => each === value);
  if (option === undefined) throw invalidQuery(`${complaint}: ${value}`);
  return option;
}

/** A whole number that is safe to count with. Throws `invalid`. */
export function wholeNumber(value: string, name: string): number {
  const parsed = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(parsed)) {
    throw invalidQuery(
      `Invalid value '${value}' for parameter '${name}': a whole number is expected.`,
    );
  }
  return parsed;
}

/** Throws `invalid` for anything but `true` and `false`. */
export function trueOrFalse(value: string, name: string): boolean {
  if (value !== 'true' && value !== 'false') {
    throw invalidQuery(
      `Invalid value '${value}' for '${name}' filter. Valid values are 'true' or 'false'.`,
    );
  }
  return value === 'true';
}

/** What stands before the first colon, and what after it; without one the operator is `eq`. */
export function splitOperator(text: string): { operator: string; operand: string } {
  const colon = text.indexOf(':');
  return colon === -1
    ? { operator: 'eq', operand: text }
    : { operator: text.slice(0, colon), operand: text.slice(colon + 1) };
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

/**
 * `gte:2026-01-31T08:00:00Z`; without an operator it must be that time. A blank may stand for the T; a time without a zone is in UTC. Throws `invalid`.
 */
export function timeFilter(text: string, name: string): TimeFilter {
  const { operator, operand } = isoTime.test(text)
    ? { operator: 'eq', operand: text }
    : splitOperator(text);
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
