import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from './format/byte-source.ts';

/** A file of `size` bytes as the format readers want it. The caller keeps the handle open meanwhile. */
export function fileSource(handle: FileHandle, size: number): ByteSource {
  return {
    size,
    async read(position, length) {
      const buffer = Buffer.alloc(Math.min(length, Math.max(0, size - position)));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      return buffer.subarray(0, bytesRead);
    },
  };
}
