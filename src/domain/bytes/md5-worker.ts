// Runs in a worker thread: MD5 of many uploads at once. Buffers come in and go back by transfer, so nothing is copied.
import { createHash, type Hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { Md5Reply, Md5Request } from './md5.ts';

const hashes = new Map<number, Hash>();

parentPort?.on('message', (request: Md5Request) => {
  const { stream } = request;
  if ('buffer' in request) {
    const hash = hashes.get(stream) ?? createHash('md5');
    hashes.set(stream, hash);
    hash.update(new Uint8Array(request.buffer, 0, request.length));
    reply({ stream, buffer: request.buffer }, [request.buffer]);
    return;
  }
  const hash = hashes.get(stream) ?? createHash('md5');
  hashes.delete(stream);
  if ('end' in request) reply({ stream, md5: hash.digest('hex') }, []);
});

function reply(message: Md5Reply, transfer: ArrayBuffer[]): void {
  parentPort?.postMessage(message, transfer);
}
