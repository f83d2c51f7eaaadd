// A body that was read to find out who sends it, since its signature speaks of the bytes, and is read once more by its route.
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Fault } from '../../domain/fault.ts';
import { requestBytes } from './request-bytes.ts';

const read = new WeakMap<FastifyRequest, Buffer>();

/** The bytes of the body. Throws `tooLarge` above what the route takes, `invalid` for one that breaks off. */
export async function readAhead(request: FastifyRequest): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of wholeBody(request)) {
    size += chunk.length;
    if (size > request.routeOptions.bodyLimit) {
      throw new Fault('tooLarge', 'request.body-too-large', 'The request body is too large.');
    }
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  read.set(request, body);
  return body;
}

async function* wholeBody({ raw }: FastifyRequest): AsyncGenerator<Uint8Array> {
  try {
    yield* requestBytes(raw);
  } catch (cause) {
    throw new Fault('invalid', 'request.body-broke-off', 'The request body broke off.', { cause });
  }
}

/** What is left for the route to read: the body again when it was read ahead, else `payload`. */
export function bodyOf<T>(request: FastifyRequest, payload: T): T | Readable {
  const body = read.get(request);
  return body === undefined ? payload : Readable.from([body], { objectMode: false });
}
