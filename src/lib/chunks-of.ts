import type { FileHandle } from 'node:fs/promises';

const chunkSize = 1 << 20;

/**
 * The bytes of a file from its start, a MiB at a time. A chunk holds only until the next is asked for: one buffer serves them all. Throws when
 * `signal` aborts.
 */
export async function* chunksOf(
  file: FileHandle,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const buffer = Buffer.allocUnsafeSlow(chunkSize);
  for (let position = 0; ;) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, chunkSize, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
