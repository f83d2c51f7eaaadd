// Blobs that disks lie upon, as files of ours: raw and qcow2 as they are, whatever their size, other formats converted once.
import { chmod, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { causeCode } from '../../../lib/cause-code.ts';
import { syncPath } from '../../../lib/sync-path.ts';
import { EngineError, type DiskBase } from '../engine.ts';
import type { BaseFile } from './block-nodes.ts';
import { inCell, showIn, takeBack, type Cell, type CellUser } from './cell.ts';
import { convertFile, inspectFile, type ToolFormat } from './disk-image.ts';
import type { Folders } from './folders.ts';

const digestPattern = /^[0-9a-f]{64}$/;

const toolFormats = {
  raw: 'raw',
  qcow2: 'qcow2',
  vhd: 'vpc',
  vhdx: 'vhdx',
  vmdk: 'vmdk',
  vdi: 'vdi',
} as const satisfies Record<DiskBase['format'], ToolFormat>;

/** A base as disks name it. */
export function baseFile({ digest, format }: DiskBase): BaseFile {
  if (!digestPattern.test(digest)) throw new Error(`not a digest: ${digest}`);
  if (format === 'raw' || format === 'qcow2')
    return { name: `${digest}.${format}`, driver: format };
  return { name: `${digest}.${format}.qcow2`, driver: 'qcow2' };
}

/**
 * Sees to it that a base is there, whole, and needs no other file. Returns the bytes that a guest sees of it.
 * Errors: bad-base, no-space.
 */
export async function keepBase(folders: Folders, user: CellUser, base: DiskBase): Promise<number> {
  const { name, driver } = baseFile(base);
  const kept = join(folders.bases, name);
  return await inCell(folders.work, user, async (cell) => {
    if (!(await exists(kept))) {
      await rename(await prepare(cell, base), kept);
      await syncPath(folders.bases);
    }
    // A guest sees whole sectors.
    if (driver === 'raw') return Math.ceil((await stat(kept)).size / 512) * 512;
    await showIn(cell, kept, name);
    return await inspectFile(cell, name, driver);
  });
}

/** Removes what is kept of a base. */
export async function removeBase(folders: Folders, digest: string): Promise<void> {
  if (!digestPattern.test(digest)) throw new Error(`not a digest: ${digest}`);
  for (const name of await readdir(folders.bases)) {
    if (name.startsWith(`${digest}.`)) await rm(join(folders.bases, name), { force: true });
  }
}

/** The digests of all bases. */
export async function listBases(folders: Folders): Promise<string[]> {
  const digests = (await readdir(folders.bases)).map((name) => name.slice(0, 64));
  return [...new Set(digests.filter((digest) => digestPattern.test(digest)))];
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (causeCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** The path of a file in the cell that is ready to be a base. */
async function prepare(cell: Cell, base: DiskBase): Promise<string> {
  const brought = join(cell.folder, 'brought');
  try {
    await base.bring(brought);
  } catch (error) {
    if (causeCode(error) !== 'ENOSPC') throw error;
    throw new EngineError('no-space', 'No space is left for disks.', { cause: error });
  }
  // All may read it who can reach it; nobody writes to it.
  await chmod(brought, 0o444);
  const format = toolFormats[base.format];
  if (format !== 'raw') await inspectFile(cell, 'brought', format);
  if (format === 'raw' || format === 'qcow2') {
    await syncPath(brought);
    return brought;
  }
  await convertFile(cell, 'brought', format, 'converted');
  const converted = join(cell.folder, 'converted');
  await takeBack(converted);
  await syncPath(converted);
  return converted;
}
