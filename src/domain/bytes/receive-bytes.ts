// Bytes from a socket into a file, hashed on the way. Three things overlap: SHA-256 here, MD5 in its own thread, writing in the kernel.
// Measured against a stream with pipe(): see bench/.
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Fault } from '../fault.ts';
import { Md5Stream } from './md5.ts';

const bufferSize = 1 << 20;
const bufferCount = 4;

export interface ReceivedBytes {
  readonly size: number;
  /** SHA-256 in hex: the content address. */
  readonly digest: string;
  /** MD5 in hex. */
  readonly md5: string;
}

/**
 * Writes all of `source` to the start of `file` (not yet fsynced). At most `limit` bytes: more is a tooLarge fault.
 * A full disk is an unavailable fault; an error of the source itself passes through.
 */
export async function receiveBytes(
  source: AsyncIterable<Uint8Array>,
  file: FileHandle,
  limit: number,
): Promise<ReceivedBytes> {
  const sink = new Sink(file);
  try {
    for await (const chunk of source) {
      if (sink.size + chunk.length > limit) {
        throw new Fault(
          'tooLarge',
          'image.too-large',
          `The image is larger than the limit of ${limit} bytes.`,
          { detail: { limit } },
        );
      }
      let taken = 0;
      while (taken < chunk.length) {
        taken += sink.fill(chunk.subarray(taken));
        if (sink.full) await sink.flush();
      }
    }
    return await sink.finish();
  } catch (error) {
    await sink.abandon();
    throw storageFault(error);
  }
}

function storageFault(error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Fault('unavailable', 'store.full', 'The image store is full.', { cause: error });
  }
  return error;
}

class Sink {
  readonly #file: FileHandle;
  readonly #sha256 = createHash('sha256');
  #md5: Md5Stream | null = null;
  /** Buffers are made on demand, up to bufferCount. */
  #made = 1;
  #buffer = new Uint8Array(bufferSize);
  #filled = 0;
  #flushed = 0;
  /** Buffers on their way through the disk and the MD5 thread, in order. */
  readonly #inFlight: Promise<ArrayBuffer>[] = [];
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  get size(): number {
    return this.#flushed + this.#filled;
  }

  get full(): boolean {
    return this.#filled === bufferSize;
  }

  /** Copies what fits; returns how much that was. */
  fill(bytes: Uint8Array): number {
    const part = bytes.subarray(0, bufferSize - this.#filled);
    this.#buffer.set(part, this.#filled);
    this.#filled += part.length;
    return part.length;
  }

  /** Sends the buffer on its way and waits until there is a free one. */
  async flush(): Promise<void> {
    const bytes = this.#buffer.subarray(0, this.#filled);
    const position = this.#flushed;
    this.#flushed += this.#filled;
    this.#filled = 0;
    this.#sha256.update(bytes);
    const md5 = (this.#md5 ??= new Md5Stream());
    const passed = this.#lastWrite.then(async () => {
      await writeAll(this.#file, bytes, position);
      // Once detached the buffer cannot be written any more, so MD5 comes after the write.
      return await md5.update(bytes.buffer, bytes.length);
    });
    // Awaited only when a buffer is wanted back, or at the end; until then a failure must not count as one that nobody handles.
    passed.catch(() => undefined);
    this.#lastWrite = passed;
    this.#inFlight.push(passed);
    this.#buffer = new Uint8Array(await this.#freeBuffer());
  }

  async finish(): Promise<ReceivedBytes> {
    if (this.#md5 === null) {
      // All of it fits into one buffer: not worth a trip to the other thread.
      const bytes = this.#buffer.subarray(0, this.#filled);
      await writeAll(this.#file, bytes, 0);
      return {
        size: bytes.length,
        digest: this.#sha256.update(bytes).digest('hex'),
        md5: createHash('md5').update(bytes).digest('hex'),
      };
    }
    if (this.#filled > 0) await this.flush();
    await Promise.all(this.#inFlight);
    return {
      size: this.#flushed,
      digest: this.#sha256.digest('hex'),
      md5: await this.#md5.digest(),
    };
  }

  /** Waits for what is on its way, whatever becomes of it: the caller reports the first error. */
  async abandon(): Promise<void> {
    await Promise.allSettled(this.#inFlight);
    this.#md5?.drop();
  }

  async #freeBuffer(): Promise<ArrayBuffer> {
    if (this.#made < bufferCount) {
      this.#made += 1;
      return new ArrayBuffer(bufferSize);
    }
    const oldest = this.#inFlight.shift();
    if (oldest === undefined) throw new Error('no buffer is free and none is on its way');
    return await oldest;
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await file.write(bytes, written, bytes.length - written, position + written);
    written += result.bytesWritten;
  }
}
