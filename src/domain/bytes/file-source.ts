import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from './format/byte-source.ts';

/** A file of `size` bytes as the format readers want it. The caller keeps the handle open meanwhile. */
export function fileSource(handle: FileHandle, size: number): ByteSource {
  return {
    size,
    async read(position, length) {
      const buffer = Buffer.alloc(Math.min(length, Math.max(0, size - position)));
      let filled = 0;
      while (filled < buffer.length) {
        const left = buffer.length - filled;
        const { bytesRead } = await handle.read(buffer, filled, left, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    },
  };
}
