// Disks that no program has open: made, grown, removed, copied.
import { constants } from 'node:fs';
import { chown, copyFile, link, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { causeCode } from '../../../lib/cause-code.ts';
import { writePrivateFile } from '../../../lib/private-file.ts';
import { syncPath } from '../../../lib/sync-path.ts';
import { EngineError, type CopyOptions, type DiskCopy, type NewDisk } from '../engine.ts';
import { baseFile, keepBase } from './bases.ts';
import { diskName, diskNode, type BaseFile } from './block-nodes.ts';
import { inCell, lendTo, showIn, takeBack, type Cell, type CellUser } from './cell.ts';
import { createDisk, flattenDisk, inspectFile, resizeDisk, sizeOfDisk } from './disk-image.ts';
import { isId, type Folders } from './folders.ts';

/** What is remembered of a disk beside its bytes. */
interface DiskRecord {
  readonly base: BaseFile | null;
}

export class DiskFiles {
  /** The one that tools run as. */
  readonly user: CellUser;
  readonly #folders: Folders;

  constructor(folders: Folders, user: CellUser) {
    this.#folders = folders;
    this.user = user;
  }

  /** Where a disk's file is. */
  pathOf(diskId: string): string {
    if (!isId(diskId)) throw new Error(`not the id of a disk: ${diskId}`);
    return join(this.#folders.disks, diskName(diskId));
  }

  /** Whether there is such a disk. */
  async has(diskId: string): Promise<boolean> {
    try {
      await stat(this.pathOf(diskId));
      return true;
    } catch (error) {
      if (causeCode(error) === 'ENOENT') return false;
      throw error;
    }
  }

  async list(): Promise<string[]> {
    const names = (await readdir(this.#folders.disks)).filter((name) => name.endsWith('.qcow2'));
    return names.map((name) => name.slice(0, -'.qcow2'.length)).filter(isId);
  }

  async make({ id, bytes, base }: NewDisk): Promise<void> {
    const target = this.pathOf(id);
    if (await this.has(id)) return;
    const least = base === null ? 0 : await keepBase(this.#folders, this.user, base);
    if (bytes < least) throw new EngineError('bad-base', 'The image is larger than the disk.');
    const upon = base === null ? null : baseFile(base);
    await inCell(this.#folders.work, this.user, async (cell) => {
      await createDisk(cell, 'disk', Math.ceil(bytes / 512) * 512, upon);
      const made = join(cell.folder, 'disk');
      await takeBack(made);
      await syncPath(made);
      const record: DiskRecord = { base: upon };
      await writePrivateFile(this.#recordPath(id), JSON.stringify(record));
      await rename(made, target);
    });
    await syncPath(this.#folders.disks);
  }

  /** Makes a disk larger that no program has open. */
  async grow(diskId: string, bytes: number): Promise<void> {
    const base = await this.#baseOf(diskId);
    await inCell(this.#folders.work, this.user, async (cell) => {
      await this.lend(cell, diskId);
      try {
        if ((await sizeOfDisk(cell, diskName(diskId))) < bytes) {
          await resizeDisk(cell, diskNode(diskId, base), Math.ceil(bytes / 512) * 512);
        }
      } finally {
        await this.takeBack(diskId);
      }
    });
    await syncPath(this.pathOf(diskId));
  }

  async drop(diskId: string): Promise<void> {
    await rm(this.pathOf(diskId), { force: true });
    await rm(this.#recordPath(diskId), { force: true });
  }

  /** Puts a disk and what it lies upon into a cell. Returns how QEMU is told of it. */
  async lend(cell: Cell, diskId: string): Promise<BaseFile | null> {
    const base = await this.#baseOf(diskId);
    if (base !== null) await showIn(cell, join(this.#folders.bases, base.name), base.name);
    await lendTo(cell, this.pathOf(diskId), diskName(diskId));
    return base;
  }

  async takeBack(diskId: string): Promise<void> {
    await takeBack(this.pathOf(diskId));
  }

  /** Copies disks that no program has open, one after another; `made` is called with each file once it is there. */
  async copy(
    copies: readonly DiskCopy[],
    { signal, progress, made }: CopyOptions & { readonly made: (file: string) => void },
  ): Promise<void> {
    for (const [index, { diskId, file }] of copies.entries()) {
      const base = await this.#baseOf(diskId);
      await inCell(this.#folders.work, this.user, async (cell) => {
        await this.lend(cell, diskId);
        try {
          await flattenDisk(cell, diskNode(diskId, base), 'copy', {
            signal,
            progress: (done) => progress((index + done) / copies.length),
          });
        } finally {
          await this.takeBack(diskId);
        }
        await this.release(cell, 'copy', file);
        made(file);
      });
    }
  }

  /** A new empty disk of that size in a cell of the tools, for a running server to write a copy into. */
  async emptyCopy(cell: Cell, name: string, bytes: number): Promise<void> {
    await createDisk(cell, name, bytes, null);
  }

  /** Moves a copy out of a cell to where it is to be, once it is seen to need no other file. */
  async release(cell: Cell, name: string, file: string): Promise<void> {
    const made = join(cell.folder, name);
    try {
      if (cell.user !== null) await chown(made, cell.user, cell.user);
      await inspectFile(cell, name, 'qcow2');
      await takeBack(made);
      await syncPath(made);
      await moveOut(made, file);
      await syncPath(dirname(file));
    } finally {
      await rm(made, { force: true });
    }
  }

  /** A record without a disk is what a call that was cut off has left. */
  async #baseOf(diskId: string): Promise<BaseFile | null> {
    const record: DiskRecord = JSON.parse(await readFile(this.#recordPath(diskId), 'utf8'));
    return record.base;
  }

  #recordPath(diskId: string): string {
    if (!isId(diskId)) throw new Error(`not the id of a disk: ${diskId}`);
    return join(this.#folders.disks, `${diskId}.json`);
  }
}

/** By a second name, or as a copy where the file systems are two. */
async function moveOut(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (causeCode(error) !== 'EXDEV') throw error;
    try {
      await copyFile(from, to, constants.COPYFILE_EXCL);
    } catch (failure) {
      await rm(to, { force: true });
      if (causeCode(failure) !== 'ENOSPC') throw failure;
      throw new EngineError('no-space', 'No space is left for the copy.', { cause: failure });
    }
    await syncPath(to);
  }
}
