// SDK-HMAC-SHA256, as clients of Huawei Cloud sign requests: a canonical form of the request is put together from what has arrived and the list of
// signed headers, and no header outside of that list counts. Source: the API Gateway's "AK/SK signing and authentication guide", and for the
// spellings of a path the clients themselves.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { signatureScheme } from '../http/dialect.ts';

export interface Signature {
  readonly accessKeyId: string;
  /** As sent: lower case, sorted by the client. */
  readonly signedHeaders: readonly string[];
  /** 32 bytes. */
  readonly digest: Buffer;
  /** The header X-Sdk-Date, as sent. */
  readonly date: string;
  /** The same in milliseconds since 1970. */
  readonly time: number;
}

/** A request as it came over the wire. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, escaped as the client did it. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

const pattern = new RegExp(
  `^${signatureScheme} Access=(?<key>[^\\s,]+), ?SignedHeaders=(?<headers>[^\\s,]+), ?Signature=(?<digest>[0-9a-f]{64})$`,
);

/** The signature of a request, its header X-Sdk-Date included; null when a part is missing or malformed. */
export function readSignature(headers: IncomingHttpHeaders): Signature | null {
  const parts = pattern.exec(headers.authorization ?? '')?.groups;
  const date = headers['x-sdk-date'];
  if (parts === undefined || typeof date !== 'string') return null;
  const time = readDate(date);
  if (Number.isNaN(time)) return null;
  return {
    accessKeyId: parts['key'] ?? '',
    signedHeaders: (parts['headers'] ?? '').split(';'),
    digest: Buffer.from(parts['digest'] ?? '', 'hex'),
    date,
    time,
  };
}

/** `20261124T093000Z` in milliseconds since 1970; NaN for anything else. */
function readDate(text: string): number {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return iso === text ? Number.NaN : Date.parse(iso);
}

/** True when `secret` has signed this request with a body of that hash: SHA-256 in lower-case hex, or the words that clients sign instead. */
export function isSignedWith(
  secret: string,
  signature: Signature,
  request: SignedRequest,
  bodyHash: string,
): boolean {
  const { method, url, headers } = request;
  const [path = '', ...query] = url.split('?');
  const fixed = [
    signature.signedHeaders.map((name) => `${name}:${valueOf(headers, name)}\n`).join(''),
    signature.signedHeaders.join(';'),
    bodyHash,
  ];
  for (const canonicalPath of canonicalPaths(path)) {
    for (const canonicalQuery of canonicalQueries(query.join('?'))) {
      const canonical = [method, canonicalPath, canonicalQuery, ...fixed].join('\n');
      if (timingSafeEqual(sign(secret, signature.date, canonical), signature.digest)) return true;
    }
  }
  return false;
}

function sign(secret: string, date: string, canonicalRequest: string): Buffer {
  // Node reads the bytes of headers as Latin-1: so the bytes that were sent are hashed, whatever their encoding. The rest is ASCII.
  const hash = createHash('sha256').update(canonicalRequest, 'latin1').digest('hex');
  return createHmac('sha256', secret).update([signatureScheme, date, hash].join('\n')).digest();
}

function valueOf(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name] ?? '';
  return (typeof value === 'string' ? value : value.join(', ')).trim();
}

/**
 * Every segment escaped, and a slash at the end. Clients differ in what they escape: the segment itself or as it goes over the wire; `!'()*` or not; and
 * the Node SDK escapes what `url.parse` has escaped before, so that a blank is `%2520` beside a letter like `%E4%B8%AD`.
 */
function canonicalPaths(path: string): ReadonlySet<string> {
  const segments = path.split('/');
  const spelled = (spell: (segment: string) => string): string => {
    const text = segments.map(spell).join('/');
    return text.endsWith('/') ? text : `${text}/`;
  };
  return new Set([
    spelled((segment) => escapeAll(unescape(segment))),
    spelled((segment) => encodeURIComponent(unescape(segment))),
    spelled((segment) => escapeAll(escapeAsUrlParse(unescape(segment)))),
    spelled(escapeAll),
  ]);
}

/** Pairs escaped and sorted: by themselves, or by what is escaped; that is the same unless a key or value has an odd character. */
function canonicalQueries(query: string): ReadonlySet<string> {
  const pairs = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [key = '', ...value] = pair.replaceAll('+', ' ').split('=');
      return [unescape(key), unescape(value.join('='))] as const;
    });
  const escaped = (list: readonly Pair[]): Pair[] =>
    list.map(([key, value]) => [escapeAll(key), escapeAll(value)]);
  return new Set([
    joined(escaped(pairs.toSorted(comparePairs))),
    joined(escaped(pairs).toSorted(comparePairs)),
  ]);
}

type Pair = readonly [key: string, value: string];

function joined(pairs: readonly Pair[]): string {
  return pairs.map(([key, value]) => `${key}=${value}`).join('&');
}

function comparePairs([key, value]: Pair, [otherKey, otherValue]: Pair): number {
  return compare(key, otherKey) || compare(value, otherValue);
}

function compare(text: string, other: string): number {
  if (text === other) return 0;
  return text < other ? -1 : 1;
}

/** RFC 3986: all but letters, digits and `-._~`. */
function escapeAll(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, escapeCharacter);
}

/** What Node's `url.parse` escapes in a path. */
function escapeAsUrlParse(text: string): string {
  return text.replaceAll(/[\t\n\r "'<>\\^`{|}]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** What is no escape sequence of UTF-8 stands for itself. */
function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
