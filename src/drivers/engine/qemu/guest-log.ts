// The logs of a server: written by its program alone, also while Accord is away, and cut when they grow long.
import { open, truncate } from 'node:fs/promises';
import { causeCode } from '../../../lib/cause-code.ts';
import type { LogPart } from '../engine.ts';

/** Bytes. */
const longest = 8 * 2 ** 20;

/** Reads a part of a log. From its beginning when it is shorter than `from`: it has begun anew then. */
export async function readLogPart(file: string, from: number, limit: number): Promise<LogPart> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const start = from > size ? 0 : from;
      const bytes = Buffer.alloc(Math.max(Math.min(size - start, limit), 0));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      return { from: start, bytes: bytes.subarray(0, bytesRead) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (causeCode(error) !== 'ENOENT') throw error;
    return { from: 0, bytes: Buffer.alloc(0) };
  }
}

/** Lets a log begin anew when it has grown long. Whoever writes to it goes on at its new end. */
export async function cutLog(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    if ((await handle.stat()).size <= longest) return;
  } finally {
    await handle.close();
  }
  await truncate(file, 0);
}
