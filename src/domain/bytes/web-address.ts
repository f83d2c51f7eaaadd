// Where an import may fetch bytes from: public hosts on the ports of the web, and what ACCORD_IMPORT_ALLOW names. The service stands where its
// clients do not: without this guard it would fetch for them what is meant for nobody outside.
import { lookup } from 'node:dns/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Fault } from '../fault.ts';
import { hostPortOf } from '../../lib/host-port.ts';
import { isPublicAddress } from '../../lib/public-address.ts';

/** An address that was checked. A connection must go to it and not ask for the name again: the answer could be another. */
export interface CheckedAddress {
  readonly address: string;
  readonly family: number;
}

const resolvesWithin = 10_000;
const ports: ReadonlySet<string> = new Set(['80', '443']);

/**
 * The URL of a source that may be fetched. Faults: invalid, with the same words for a name that is unknown and one that leads inside: the
 * answer must not tell what there is.
 */
export async function checkSource(text: string, allow: readonly string[]): Promise<void> {
  await addressOf(urlOf(text), allow);
}

/** The text as an URL. Faults: invalid (none, another scheme, with a user or password). */
export function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isWeb = url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
  if (url === null || !isWeb || url.username !== '' || url.password !== '') throw refused();
  return url;
}

/** The address to connect to for a URL. Faults: invalid. */
export async function addressOf(url: URL, allow: readonly string[]): Promise<CheckedAddress> {
  const allowed = allow.includes(hostPortOf(url));
  // The parser has spelled every IPv4 address with four decimal numbers, whatever way it was written.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = hostPortOf(url).slice(url.hostname.length + 1);
  if (!allowed && !ports.has(port)) throw refused();
  const addresses = await resolve(host);
  const [first] = addresses;
  if (first === undefined) throw refused();
  if (!allowed && !addresses.every(({ address }) => isPublicAddress(address))) throw refused();
  return first;
}

async function resolve(host: string): Promise<CheckedAddress[]> {
  const late = new AbortController();
  try {
    return await Promise.race([
      lookup(host, { all: true }),
      delay(resolvesWithin, [], { signal: late.signal }),
    ]);
  } catch (cause) {
    throw refused(cause);
  } finally {
    late.abort();
  }
}

function refused(cause?: unknown): Fault {
  return new Fault(
    'invalid',
    'import.source-refused',
    'The URI for web-download does not pass filtering: it must be http or https, without a user, on port 80 or 443 of a public host.',
    { cause },
  );
}
