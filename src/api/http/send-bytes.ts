// Bytes at rest to a socket: read ahead into one buffer while the other is on its way. Measured against streams: see bench/.
import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { Blob } from '../../drivers/store/file-store.ts';
import type { FastifyReply } from 'fastify';
import { readRange, type ByteRange } from './range.ts';

const bufferSize = 2 << 20;

/** Answers with the bytes that the request asks for, and closes the blob. `describe` adds headers to those that the reply has. */
export async function sendBlob(
  reply: FastifyReply,
  blob: Blob,
  describe: (range: ByteRange) => Readonly<Record<string, string>>,
): Promise<'sent'> {
  try {
    const range = readRange(reply.request.headers, blob.size);
    const headers = reply.getHeaders() as Record<string, string>;
    await sendBytes(reply.raw, blob, range, {
      ...headers,
      'content-type': 'application/octet-stream',
      ...describe(range),
    });
    return 'sent';
  } finally {
    await blob.close();
  }
}

/**
 * Writes the head and the range's bytes, and ends the response. Resolves when all is handed to the kernel, or when the client has gone: it
 * asked to. Rejects when the store fails; the connection is then cut, so that the client does not take a part for the whole.
 */
async function sendBytes(
  response: ServerResponse,
  blob: Blob,
  range: ByteRange,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const { start, length, size, whole } = range;
  response.writeHead(whole ? 200 : 206, {
    ...headers,
    'content-length': length,
    'accept-ranges': 'bytes',
    ...(whole ? {} : { 'content-range': `bytes ${start}-${start + length - 1}/${size}` }),
  });
  try {
    await copy(response, blob, start, start + length);
  } catch (error) {
    response.destroy();
    throw error;
  }
  if (!response.destroyed) response.end();
}

async function copy(response: ServerResponse, blob: Blob, from: number, to: number): Promise<void> {
  const small = Math.min(bufferSize, to - from);
  const buffers = [Buffer.allocUnsafeSlow(small), Buffer.allocUnsafeSlow(small)];
  const gone = once(response, 'close');
  let written: Promise<unknown> = Promise.resolve();
  let position = from;
  for (let turn = 0; position < to && !response.destroyed; turn += 1) {
    const buffer = buffers[turn % 2] ?? Buffer.alloc(0);
    // The other buffer is on its way meanwhile; this one's last trip was awaited a turn ago.
    const { bytesRead } = await blob.handle.read(
      buffer,
      0,
      Math.min(buffer.length, to - position),
      position,
    );
    if (bytesRead === 0) throw new Error(`a blob is shorter than its ${blob.size} bytes`);
    position += bytesRead;
    await written;
    written = Promise.race([write(response, buffer.subarray(0, bytesRead)), gone]);
  }
  await written;
}

async function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  await new Promise<void>((resolve) => {
    // A failed write means that the client has gone, which the loop sees by itself.
    response.write(bytes, () => resolve());
  });
}
