// A file like an image of random bytes, and how to make it another one.
import { randomFillSync } from 'node:crypto';
import { open } from 'node:fs/promises';

const chunkBytes = 4 * 1024 * 1024;

export async function writeRandomFile(path: string, size: number): Promise<void> {
  const file = await open(path, 'wx');
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    for (let at = 0; at < size; at += chunkBytes) {
      randomFillSync(chunk);
      await file.write(chunk, 0, Math.min(chunkBytes, size - at));
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Changes the beginning, so that nobody has ever had these bytes. */
export async function changeFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(randomFillSync(Buffer.alloc(4096)), 0, 4096, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}
