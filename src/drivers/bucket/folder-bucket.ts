// A bucket in a folder that others use as well, so nothing in it is trusted: every name on the way to an object is looked up in the folder that was
// opened before it, and no symbolic link is followed. Linux only, whose /proc/self/fd/N/name is the name in an open folder.
// An object gets its name when all of its bytes are on disk. Until then it lies in `.accord`, whose files are no objects.
import { randomUUID } from 'node:crypto';
import {
  constants,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  rm,
  stat,
  type FileHandle,
} from 'node:fs/promises';
import { resolve } from 'node:path';
import { chunksOf } from '../../lib/chunks-of.ts';
import type { Bucket, BucketObject } from './bucket.ts';

const partsFolder = '.accord';
const ownerPattern = /^[0-9a-f]{32}$/;
/** Half-written objects are named by their owner and a number of their own. */
const partPattern = /^[0-9a-f]{32}[.]/;
/** Milliseconds after its last write that a half-written object can belong to nobody any more. */
const partsLive = 86_400_000;
/** Of an object's name, and of each part of it, in UTF-8: OBS and file systems. */
const keyLength = 1024;
const nameLength = 255;

const folderFlags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
/** Nothing waits on a FIFO or a device: they are no objects. */
const objectFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

export class FolderBucket implements Bucket {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Throws one line when the folder is not there: it is somebody's, and not ours to make. */
  static async open(folder: string): Promise<FolderBucket> {
    if (process.platform !== 'linux') throw new Error('A bucket in a folder needs Linux.');
    const whole = resolve(folder);
    const isFolder = await stat(whole).then(
      (found) => found.isDirectory(),
      (error: unknown) => {
        if (isAbsent(error)) return false;
        throw error;
      },
    );
    if (!isFolder) throw new Error(`The folder ${whole} of a bucket does not exist.`);
    return new FolderBucket(whole);
  }

  accepts(key: string): boolean {
    return namesOf(key) !== null;
  }

  async read(key: string): Promise<BucketObject | null> {
    const [names, last] = splitKey(key);
    const folder = await this.#enter(names, false);
    if (folder === null) return null;
    let file: FileHandle;
    try {
      file = await open(within(folder, last), objectFlags);
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    } finally {
      await folder.close();
    }
    const found = await file.stat();
    if (!found.isFile()) {
      await file.close();
      return null;
    }
    return {
      size: found.size,
      bytes: (signal) => chunksOf(file, signal),
      close: async () => await file.close(),
    };
  }

  async put(key: string, owner: string, source: AsyncIterable<Uint8Array>): Promise<boolean> {
    const [names, last] = splitKey(key);
    if (!ownerPattern.test(owner)) throw new Error(`not an owner: ${owner}`);
    const parts = await this.#enter([partsFolder], true);
    if (parts === null) throw new Error(`${partsFolder} in ${this.#folder} is not a folder`);
    try {
      await dropLeftovers(parts, owner);
      const part = within(parts, `${owner}.${randomUUID()}`);
      try {
        await writeWhole(part, source);
        return await this.#name(part, names, last);
      } finally {
        await rm(part, { force: true });
      }
    } finally {
      await parts.close();
    }
  }

  /** Gives a whole file its name. A link and not a rename: that would take the name from what has it. */
  async #name(part: string, names: readonly string[], last: string): Promise<boolean> {
    const folder = await this.#enter(names, true);
    if (folder === null) return false;
    try {
      await link(part, within(folder, last));
      await folder.sync();
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await folder.close();
    }
  }

  /** Opens the folder by that way, making what is missing if asked to; null: there is none, or something else is in the way. */
  async #enter(names: readonly string[], make: boolean): Promise<FileHandle | null> {
    let folder = await open(this.#folder, constants.O_RDONLY | constants.O_DIRECTORY);
    for (const name of names) {
      const outer = folder;
      try {
        if (make) await makeFolder(outer, name);
        folder = await open(within(outer, name), folderFlags);
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      } finally {
        await outer.close();
      }
    }
    return folder;
  }
}

/** The parts of an object's name; null when no object here can have it. */
function namesOf(key: string): string[] | null {
  const names = key.split('/');
  const isSafe =
    key.isWellFormed() &&
    !key.includes('\0') &&
    Buffer.byteLength(key) <= keyLength &&
    names[0] !== partsFolder &&
    names.every(
      (name) =>
        name !== '' && name !== '.' && name !== '..' && Buffer.byteLength(name) <= nameLength,
    );
  return isSafe ? names : null;
}

function splitKey(key: string): [folders: string[], last: string] {
  const names = namesOf(key);
  const last = names?.pop();
  if (names === null || last === undefined) throw new Error(`not the name of an object: ${key}`);
  return [names, last];
}

function within(folder: FileHandle, name: string): string {
  return `/proc/self/fd/${folder.fd}/${name}`;
}

async function makeFolder(outer: FileHandle, name: string): Promise<void> {
  try {
    await mkdir(within(outer, name));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  // Also when it was there: whoever made it may not have come to flush its name.
  await outer.sync();
}

async function writeWhole(path: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for await (const chunk of source) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What the owner's earlier attempts have left, and what nobody has written to for long; whatever else lies there is not looked at. */
async function dropLeftovers(parts: FileHandle, owner: string): Promise<void> {
  for (const name of await readdir(within(parts, ''))) {
    if (!partPattern.test(name)) continue;
    const path = within(parts, name);
    const isOwn = name.startsWith(`${owner}.`);
    if (isOwn || (await isForgotten(path))) await rm(path, { force: true });
  }
}

async function isForgotten(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).mtimeMs < Date.now() - partsLive;
  } catch (error) {
    // Another process was quicker.
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** A link that is not followed says ELOOP, or ENOTDIR where a folder is asked for. */
function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'].includes(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
