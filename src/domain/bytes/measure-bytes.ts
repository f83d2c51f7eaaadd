import { createHash } from 'node:crypto';
import { Fault } from '../fault.ts';
import { Md5Stream } from './md5.ts';
import type { ReceivedBytes } from './receive-bytes.ts';

/** What receiveBytes tells of bytes that somebody else has written: at most `limit`, more is a tooLarge fault. An error of the source passes through. */
export async function measureBytes(
  source: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<ReceivedBytes> {
  const sha256 = createHash('sha256');
  const md5 = new Md5Stream();
  let size = 0;
  try {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limit) {
        throw new Fault(
          'tooLarge',
          'image.too-large',
          `The image is larger than the limit of ${limit} bytes.`,
          { detail: { limit } },
        );
      }
      const shared = new Uint8Array(new SharedArrayBuffer(chunk.length));
      shared.set(chunk);
      // In its own thread meanwhile.
      const passed = md5.update(shared.buffer, shared.length);
      passed.catch(() => undefined);
      sha256.update(chunk);
      await passed;
    }
    return { size, digest: sha256.digest('hex'), md5: await md5.digest() };
  } catch (error) {
    md5.drop();
    throw error;
  }
}
