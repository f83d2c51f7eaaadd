// Runs in a worker thread: MD5 of many uploads at once. It reads the uploads' own memory, so nothing is copied or handed over.
import { createHash, type Hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { Md5Reply, Md5Request } from './md5.ts';

const hashes = new Map<number, Hash>();

parentPort?.on('message', (request: Md5Request) => {
  const { stream } = request;
  const hash = hashes.get(stream) ?? createHash('md5');
  if ('bytes' in request) {
    hashes.set(stream, hash);
    hash.update(new Uint8Array(request.bytes, 0, request.length));
    reply({ stream, md5: null });
    return;
  }
  hashes.delete(stream);
  if ('end' in request) reply({ stream, md5: hash.digest('hex') });
});

function reply(message: Md5Reply): void {
  parentPort?.postMessage(message);
}
