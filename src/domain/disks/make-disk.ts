// Disks as the engine has them.
import type { DiskBase, Engine } from '../../drivers/engine/engine.ts';
import type { Context } from '../context.ts';
import { engineFault } from '../engine-fault.ts';
import type { UsableImage } from '../images/use-image.ts';
import type { Disk } from './disk.ts';
import { lendBlob } from './lend-blob.ts';

const gib = 2 ** 30;

/** Bytes of that many GiB. */
export function bytesOf(size: number): number {
  return size * gib;
}

/**
 * Makes a disk as its row says; its row refers to the base, so that stays. One that is there already stays as it is. Faults: unavailable (no space,
 * engine), unsupported (base).
 */
export async function makeDisk(
  context: Pick<Context, 'db' | 'stores'>,
  engine: Engine,
  { id, size, base }: Pick<Disk, 'id' | 'size' | 'base'>,
): Promise<void> {
  try {
    await engine.makeDisk({
      id,
      bytes: bytesOf(size),
      base: base === null ? null : diskBaseOf(context, base as UsableImage['base']),
    });
  } catch (error) {
    throw engineFault(error);
  }
}

/** The bytes that a disk begins with, for the engine to fetch when it has not got them yet. */
function diskBaseOf(
  context: Pick<Context, 'db' | 'stores'>,
  { digest, format }: UsableImage['base'],
): DiskBase {
  return { digest, format, bring: async (file) => await lendBlob(context, digest, file) };
}
