// An answer as facts that two services can be compared by. What must differ between any two of them is replaced by its name, and
// what means the same is written the same way; everything else stays as it was said.
import { createHash } from 'node:crypto';
import type { HttpAnswer } from '../../test/contract/support/http-client.ts';
import { withoutReferences } from './json-schema.ts';
import type { Side } from './side.ts';

/** What is said where: `status`, `header allow`, `body.images[0].name`, … */
export type Facts = ReadonlyMap<string, string>;

/** Headers that clients of the API read. Those of the connection and of the server's own making are not among them. */
const headers = [
  'accept-ranges',
  'allow',
  'content-md5',
  'content-range',
  'content-type',
  'location',
  'openstack-image-import-methods',
  'openstack-image-store-ids',
  'vary',
  'www-authenticate',
  'x-openstack-request-id',
] as const;

export function factsOf(side: Side, answer: HttpAnswer): Facts {
  const rename = renaming(side.ids);
  const facts = new Map([['status', `${answer.status}`]]);
  for (const name of headers) {
    const value = answer.headers.get(name);
    if (value !== null) facts.set(`header ${name}`, rename(sameHeader(name, value)));
  }
  const type = answer.headers.get('content-type') ?? '';
  const { bytes, json } = answer;
  if (bytes.length === 0 || type.startsWith('application/octet-stream')) {
    facts.set('header content-length', answer.headers.get('content-length') ?? 'none');
    const digest = createHash('sha256').update(bytes).digest('hex');
    if (bytes.length > 0) facts.set('body', `${bytes.length} bytes, SHA-256 ${digest}`);
  } else if (json === null) {
    facts.set('body', rename(bytes.toString('utf8')));
  } else {
    collect('body', sameBody(json), rename, facts);
  }
  return facts;
}

/** JSON has no charset, and RFC 8259 lets one have no effect; methods may be allowed in any order. */
function sameHeader(name: string, value: string): string {
  if (name === 'content-type') return value.replace(/^(application\/json); charset=utf-8$/i, '$1');
  return name === 'allow' ? value.split(', ').toSorted().join(', ') : value;
}

/** A schema with definitions says what it says without; round the sentence of an error is layout of a page. */
function sameBody(json: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { message, code, title } = json;
  if (typeof message === 'string' && typeof code === 'string' && typeof title === 'string') {
    return { ...json, message: message.replaceAll(/(?:<br \/>|\s)+/g, ' ').trim() };
  }
  return withoutReferences(json);
}

/** Lists whose order means nothing: Glance has them from sets, or from its database as they come. */
const unordered = /\.(tags|required|enum|resource_type_associations)$/;

function collect(
  place: string,
  value: unknown,
  rename: (text: string) => string,
  facts: Map<string, string>,
): void {
  if (Array.isArray(value)) {
    facts.set(`${place}.length`, `${value.length}`);
    const items = unordered.test(place) ? value.toSorted(byText) : value;
    for (const [index, item] of items.entries()) {
      collect(`${place}[${index}]`, item, rename, facts);
    }
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) facts.set(place, 'JSON {}');
    for (const [name, item] of entries) {
      collect(`${place}.${rename(name)}`, item, rename, facts);
    }
  } else {
    // Text as it is; what is no text says so, since "7" is not 7.
    facts.set(place, rename(typeof value === 'string' ? value : `JSON ${JSON.stringify(value)}`));
  }
}

function byText(a: unknown, b: unknown): number {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  return one < other ? -1 : Number(one > other);
}

const rules: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/http:\/\/127\.0\.0\.1:\d+/g, '{url}'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '{time}'],
  [/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/g, '{uuid}'],
];

/** Known ids go by their names, addresses, times and other ids by what they are; when they do not look like it, they stay. */
function renaming(ids: Side['ids']): (text: string) => string {
  return (text) => {
    let result = text;
    for (const [name, id] of ids) result = result.replaceAll(id, `{${name}}`);
    for (const [pattern, name] of rules) result = result.replaceAll(pattern, name);
    return result;
  };
}
