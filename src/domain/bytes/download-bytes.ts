// Bytes from the web. Every address is checked before it is connected to (web-address.ts), those of redirects as well.
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Fault } from '../fault.ts';
import { addressOf, urlOf, type CheckedAddress } from './web-address.ts';

const redirectsAtMost = 5;
/** Milliseconds of silence, and of the whole. */
const silentAtMost = 60_000;
const takesAtMost = 12 * 3_600_000;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface DownloadOptions {
  /** See ACCORD_IMPORT_ALLOW. */
  readonly allow: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * The bytes behind an address, as they are: no credentials are sent, nothing is decoded. Faults, none of which repeats the address, for it may hold
 * a secret: invalid (must not be fetched), unavailable (cannot be).
 */
export async function* downloadBytes(
  source: string,
  options: DownloadOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(takesAtMost)]);
  const response = await open(urlOf(source), options.allow, signal);
  try {
    for await (const chunk of response) yield chunk as Uint8Array;
  } catch (error) {
    throw asFault(error);
  }
}

async function open(
  first: URL,
  allow: readonly string[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let url = first;
  for (let hops = 0; hops <= redirectsAtMost; hops += 1) {
    const response = await ask(url, await addressOf(url, allow), signal);
    const { statusCode = 0, headers } = response;
    if (statusCode === 200 && isPlain(headers['content-encoding'])) return response;
    response.destroy();
    if (!redirects.has(statusCode) || headers.location === undefined) {
      throw new Fault(
        'unavailable',
        'import.source-failed',
        `The server that the image is imported from answered ${statusCode}.`,
      );
    }
    url = urlOf(new URL(headers.location, url).href);
  }
  throw new Fault(
    'unavailable',
    'import.source-failed',
    `The address that the image is imported from leads on more than ${redirectsAtMost} times.`,
  );
}

function isPlain(encoding: string | undefined): boolean {
  return encoding === undefined || encoding.toLowerCase() === 'identity';
}

async function ask(
  url: URL,
  { address, family }: CheckedAddress,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_host, options, done) => {
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const options: RequestOptions = {
    lookup: pinned,
    // A connection of its own: one that is kept may go to where the name led before.
    agent: false,
    timeout: silentAtMost,
    signal,
    headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'accord' },
  };
  try {
    return await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(url, options, resolve);
      sent.on('timeout', () => sent.destroy(new Error('silence')));
      sent.on('error', reject);
      sent.end();
    });
  } catch (error) {
    throw asFault(error);
  }
}

function asFault(cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  return new Fault(
    'unavailable',
    'import.source-failed',
    'The bytes could not be fetched from the address that the image is imported from.',
    { cause },
  );
}
