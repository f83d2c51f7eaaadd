// Bytes from a socket into a file, hashed on the way. Four things overlap: SHA-256 here, MD5 in its own thread, writing to the page cache, and
// the disk, which is told to begin long before the last byte. They pass through a few buffers of shared memory that are used again and again:
// with a new one each time, most of an upload's time went into collecting them.
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { collectYoung } from '../../lib/collect-young.ts';
import { Fault } from '../fault.ts';
import { Md5Stream } from './md5.ts';

const bufferSize = 1 << 20;
const bufferCount = 4;
/** As many bytes are written before the disk is told to begin with them. */
const flushSize = 64 * bufferSize;
/** After as many bytes the buffers that they came in are collected. */
const collectSize = 8 * bufferSize;

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
        if (sink.full) await sink.pass();
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
  /** Made on demand, up to bufferCount. */
  #made = 1;
  #buffer = newBuffer();
  #filled = 0;
  #written = 0;
  /** Buffers on their way through the file and the MD5 thread, in order. */
  readonly #inFlight: Promise<SharedBytes>[] = [];
  #writing: Promise<void> = Promise.resolve();
  #unflushed = 0;
  #flushing: Promise<void> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  get size(): number {
    return this.#written + this.#filled;
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
  async pass(): Promise<void> {
    const buffer = this.#buffer;
    const bytes = buffer.subarray(0, this.#filled);
    const position = this.#written;
    this.#written += this.#filled;
    this.#filled = 0;
    const md5 = (this.#md5 ??= new Md5Stream());
    // One write at a time: an upload is not to take all threads that files are served by.
    this.#writing = this.#writing.then(async () => await writeAll(this.#file, bytes, position));
    const passed = Promise.all([this.#writing, md5.update(buffer.buffer, bytes.length)]).then(
      () => buffer,
    );
    // Awaited only when a buffer is wanted back, or at the end; until then a failure must not count as one that nobody handles.
    passed.catch(() => undefined);
    this.#inFlight.push(passed);
    this.#sha256.update(bytes);
    this.#buffer = await this.#freeBuffer();
    if (this.#written % collectSize === 0) collectYoung();
    this.#unflushed += bytes.length;
    if (this.#unflushed >= flushSize) await this.#flush();
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
    if (this.#filled > 0) await this.pass();
    await Promise.all(this.#inFlight);
    await this.#flushing;
    return {
      size: this.#written,
      digest: this.#sha256.digest('hex'),
      md5: await this.#md5.digest(),
    };
  }

  /** Waits for what is on its way, whatever becomes of it: the caller reports the first error. */
  async abandon(): Promise<void> {
    await Promise.allSettled([...this.#inFlight, this.#flushing]);
    this.#md5?.drop();
  }

  async #freeBuffer(): Promise<SharedBytes> {
    if (this.#made < bufferCount) {
      this.#made += 1;
      return newBuffer();
    }
    const oldest = this.#inFlight.shift();
    if (oldest === undefined) throw new Error('no buffer is free and none is on its way');
    return await oldest;
  }

  /** Lets the disk begin; waits while it is busy with what came before, so that it is never far behind. */
  async #flush(): Promise<void> {
    await this.#flushing;
    this.#unflushed = 0;
    this.#flushing = this.#file.datasync();
    this.#flushing.catch(() => undefined);
  }
}

type SharedBytes = Uint8Array<SharedArrayBuffer>;

function newBuffer(): SharedBytes {
  return new Uint8Array(new SharedArrayBuffer(bufferSize));
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await file.write(bytes, written, bytes.length - written, position + written);
    written += result.bytesWritten;
  }
}
