// Images of three sizes that all boot the same small system: the rest of their bytes are there, or are zeros, and nobody reads them.
import { createWriteStream } from 'node:fs';
import { open, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { randomFillSync } from 'node:crypto';
import { mustRun } from '../../test/contract/support/run-command.ts';
import { bootImage } from '../../test/support/boot-images.ts';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;

export interface ImageFile {
  readonly title: string;
  readonly format: 'raw' | 'qcow2';
  readonly file: string;
  /** Bytes of the disk that a guest sees. */
  readonly virtualSize: number;
}

/** Writes them into a folder, smallest first; `small`: only that one. */
export async function makeImageFiles(
  folder: string,
  small: boolean,
): Promise<readonly ImageFile[]> {
  const system = await bootImage('a');
  const raw = async (name: string): Promise<string> => {
    const file = join(folder, name);
    await mustRun('qemu-img', ['convert', '-f', 'qcow2', '-O', 'raw', system, file]);
    return file;
  };
  const smallest = await raw('small.raw');
  const first: ImageFile = {
    title: 'raw, 128 MiB',
    format: 'raw',
    file: smallest,
    virtualSize: (await stat(smallest)).size,
  };
  if (small) return [first];
  const middle = await raw('middle.raw');
  await fillUp(middle, 2 * gibibyte);
  const large = await raw('large.raw');
  await truncate(large, 20 * gibibyte);
  const sparse = join(folder, 'sparse.qcow2');
  const parts = ['convert', '-f', 'raw', '-O', 'qcow2', large, sparse];
  await mustRun('qemu-img', parts);
  return [
    first,
    { title: 'raw, 2 GiB', format: 'raw', file: middle, virtualSize: 2 * gibibyte },
    {
      title: 'qcow2 of a disk of 20 GiB, of which all but 128 MiB are zeros and left out',
      format: 'qcow2',
      file: sparse,
      virtualSize: 20 * gibibyte,
    },
  ];
}

/** Makes a file as long as that with bytes that are like no others. */
async function fillUp(path: string, length: number): Promise<void> {
  const { size } = await stat(path);
  const chunk = Buffer.allocUnsafe(4 * mebibyte);
  await pipeline(
    async function* () {
      for (let at = size; at < length; at += chunk.length) {
        randomFillSync(chunk);
        yield Buffer.from(chunk.subarray(0, Math.min(chunk.length, length - at)));
      }
    },
    createWriteStream(path, { flags: 'a' }),
  );
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}
