// Bytes into the staging area of a store: on return they are on disk, under a name that only their upload knows.
import type { FileHandle } from 'node:fs/promises';
import type { FileStore } from '../../drivers/store/file-store.ts';
import { chunksOf } from '../../lib/chunks-of.ts';
import { receiveBytes, type ReceivedBytes } from './receive-bytes.ts';

/** Writes all of `source` to a new staging file, lets `inspect` read it, and fsyncs it. Faults: as receiveBytes, and those of `inspect`. */
export async function stageBytes<T extends ReceivedBytes>(
  store: FileStore,
  name: string,
  source: AsyncIterable<Uint8Array>,
  limit: number,
  inspect: (file: FileHandle, received: ReceivedBytes) => Promise<T>,
): Promise<T> {
  const file = await store.stage(name);
  try {
    const inspected = await inspect(file, await receiveBytes(source, file, limit));
    await file.sync();
    return inspected;
  } finally {
    await file.close();
  }
}

/** Copies a whole file to a new staging file. Throws when what is read are not the bytes of `digest`. */
export async function stageCopy(
  from: FileHandle,
  { digest, size }: { readonly digest: string; readonly size: number },
  store: FileStore,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  await stageBytes(store, name, chunksOf(from, signal), size, async (_file, copied) => {
    if (copied.digest !== digest) {
      throw new Error(`the bytes of blob ${digest} have become those of ${copied.digest}`);
    }
    return copied;
  });
}
