// What a list of images is narrowed by, as conditions of SQL.
import { containing } from '../../db/containing.ts';
import type { Values } from '../../db/statement.ts';
import { isUuid } from '../../lib/ids.ts';
import type {
  ImageFilters,
  PropertyChoice,
  TagChoice,
  TagKeyFilter,
  TimeFilter,
} from './image-filters.ts';
import { spellings } from './keyed-tag.ts';

/** Conditions on an image (`i`), all of which it must meet. */
export function filterConditions(filters: ImageFilters, values: Values): string[] {
  const conditions = [filters.hidden === true ? 'i.hidden' : 'not i.hidden'];
  const equal: Readonly<Record<string, string | readonly string[] | number | boolean | undefined>> =
    {
      owner: filters.owner,
      name: filters.name,
      status: filters.status,
      kind: filters.kind,
      container_format: filters.containerFormat,
      disk_format: filters.diskFormat,
      min_disk: filters.minDisk,
      min_ram: filters.minRam,
      protected: filters.protected,
      checksum: filters.checksum,
      blob: filters.blob,
      size: filters.size,
      virtual_size: filters.virtualSize,
    };
  for (const [column, value] of Object.entries(equal)) {
    if (value === undefined) continue;
    const given = values.add(value);
    if (Array.isArray(value)) conditions.push(`i.${column} = any (${given}::text[])`);
    // No number is too big to be compared with.
    else conditions.push(`i.${column} = ${given}${typeof value === 'number' ? '::bigint' : ''}`);
  }
  if (filters.id !== undefined) {
    // What is no UUID finds nothing; it is not an error.
    const ids = [filters.id].flat().filter(isUuid);
    conditions.push(`i.id = any (${values.add(ids)}::uuid[])`);
  }
  if (filters.search !== undefined) conditions.push(searchCondition(filters.search, values));
  if (filters.protectedOrPublic !== undefined) {
    conditions.push(
      `(i.protected or i.visibility = 'public') = ${values.add(filters.protectedOrPublic)}`,
    );
  }
  if (filters.hasBytes !== undefined) {
    conditions.push(`(i.blob is not null) = ${values.add(filters.hasBytes)}`);
  }
  if (filters.sizeMin !== undefined) conditions.push(`i.size >= ${values.add(filters.sizeMin)}`);
  if (filters.sizeMax !== undefined) conditions.push(`i.size <= ${values.add(filters.sizeMax)}`);
  for (const [column, filter] of [
    ['created_at', filters.createdAt],
    ['updated_at', filters.updatedAt],
  ] as const) {
    if (filter !== undefined) conditions.push(timeCondition(column, filter, values));
  }
  if (filters.tags !== undefined && filters.tags.length > 0) {
    conditions.push(`i.tags @> ${values.add(filters.tags)}::text[]`);
  }
  if (filters.tagKeys !== undefined) conditions.push(...tagKeyConditions(filters.tagKeys, values));
  if (filters.properties !== undefined && Object.keys(filters.properties).length > 0) {
    conditions.push(`i.properties @> ${values.add(JSON.stringify(filters.properties))}::jsonb`);
  }
  for (const choices of filters.propertyChoices ?? []) {
    conditions.push(anyOf(choices.map((choice) => propertyCondition(choice, values))));
  }
  return conditions;
}

function anyOf(conditions: readonly string[]): string {
  return `(${conditions.join(' or ')})`;
}

function propertyCondition(choice: PropertyChoice, values: Values): string {
  const equal = Object.entries(choice).filter(([, value]) => value !== null);
  const absent = Object.keys(choice).filter((name) => choice[name] === null);
  const conditions = absent.map((name) => `not i.properties ? ${values.add(name)}`);
  if (equal.length > 0) {
    const properties = values.add(JSON.stringify(Object.fromEntries(equal)));
    conditions.push(`i.properties @> ${properties}::jsonb`);
  }
  return `(${conditions.join(' and ')})`;
}

function tagKeyConditions(filter: TagKeyFilter, values: Values): string[] {
  const choices = (list: readonly TagChoice[]): string[] =>
    list.map((choice) => tagCondition(choice, values));
  const { all = [], any = [], notAll = [], notAny = [], untagged = false } = filter;
  return [
    ...choices(all),
    ...(any.length === 0 ? [] : [anyOf(choices(any))]),
    ...(notAll.length === 0 ? [] : [`not (${choices(notAll).join(' and ')})`]),
    ...(notAny.length === 0 ? [] : [`not ${anyOf(choices(notAny))}`]),
    ...(untagged ? ["i.tags = '{}'"] : []),
  ];
}

function tagCondition({ key, values: wanted }: TagChoice, values: Values): string {
  if (wanted.length > 0) {
    const tags = wanted.flatMap((value) => spellings({ key, value }));
    return `i.tags && ${values.add(tags)}::text[]`;
  }
  return `exists (select from unnest(i.tags) tag where split_part(tag, '=', 1) = ${values.add(key)})`;
}

/** An image (`i`) whose name holds the text, in any case, or whose id it is. */
export function searchCondition(text: string, values: Values): string {
  const part = values.add(containing(text));
  return isUuid(text)
    ? `(i.name ilike ${part} or i.id = ${values.add(text)})`
    : `i.name ilike ${part}`;
}

function timeCondition(column: string, { operator, time }: TimeFilter, values: Values): string {
  return `date_trunc('second', i.${column}) ${operator} ${values.add(time)}::timestamptz`;
}
