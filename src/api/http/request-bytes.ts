// The bytes of a request whose route reads them itself.
import type { IncomingMessage } from 'node:http';

/**
 * The body. When whoever reads it stops early, the rest is drained and thrown away: many clients read no answer before they have sent
 * everything, and would hang or see a broken connection instead of why they are refused.
 */
export async function* requestBytes(
  raw: IncomingMessage,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  } finally {
    raw.resume();
  }
}

export interface Upload {
  readonly source: AsyncIterable<Uint8Array>;
  /** Bytes, as the client announces them; null when it does not. The HTTP parser holds it to that. */
  readonly size: number | null;
}

/** The body as a long upload: silence ends the connection while bytes are awaited, not while they are being stored. */
export function uploadOf(raw: IncomingMessage): Upload {
  raw.once('end', () => raw.socket.setTimeout(0));
  const length = raw.headers['content-length'];
  return { source: requestBytes(raw), size: length === undefined ? null : Number(length) };
}
