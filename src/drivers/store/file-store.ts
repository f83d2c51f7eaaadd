// Image bytes in a folder: `staging/` holds uploads on their way in, `blobs/ab/<sha256>` whole blobs.
// A blob's name appears only when all of its bytes are on disk: fsync of the file, rename, fsync of the folder.
// Two processes may publish the same digest; callers hold the blob's database row while they publish or remove (see domain/bytes).
import {
  chmod,
  constants,
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  type FileHandle,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const digestPattern = /^[0-9a-f]{64}$/;
/** Staging files are named by the id of their upload, a UUID. */
const stagingPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Random access to bytes at rest; `close` it. */
export interface Blob {
  readonly size: number;
  readonly handle: FileHandle;
  close(): Promise<void>;
}

export class FileStore {
  readonly folder: string;
  readonly #staging: string;
  readonly #blobs: string;
  /** Folders of `blobs/` whose names are known to survive a power loss. */
  readonly #durable = new Set<string>();

  private constructor(folder: string) {
    this.folder = folder;
    this.#staging = join(folder, 'staging');
    this.#blobs = join(folder, 'blobs');
  }

  /** Opens the store in a folder, making what is missing. */
  static async open(folder: string): Promise<FileStore> {
    const store = new FileStore(resolve(folder));
    await makeFolder(store.#staging);
    await makeFolder(store.#blobs);
    return store;
  }

  /** A new empty staging file, open for writing and reading. Fails when the name is taken. */
  async stage(name: string): Promise<FileHandle> {
    return await open(this.#stagingPath(name), 'wx+', 0o600);
  }

  /** Opens a staging file for reading. */
  async openStaged(name: string): Promise<FileHandle> {
    return await open(this.#stagingPath(name), 'r');
  }

  /** Gives the bytes of a staging file a second name there; the files go their own ways from then on. */
  async linkStaged(name: string, second: string): Promise<void> {
    const [from, to] = [this.#stagingPath(name), this.#stagingPath(second)];
    try {
      await link(from, to);
    } catch (error) {
      if (!linkless.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await copyFile(from, to, constants.COPYFILE_EXCL);
      await syncFile(to);
    }
  }

  /** On return the names of all staging files survive a power loss; their bytes need a fsync of their own. */
  async keepStaged(): Promise<void> {
    await syncFolder(this.#staging);
  }

  /** Forgets a staging file; missing is fine. */
  async discard(name: string): Promise<void> {
    await rm(this.#stagingPath(name), { force: true });
  }

  /** The names of all staging files; whatever else somebody put there is not looked at. */
  async staged(): Promise<string[]> {
    return (await readdir(this.#staging)).filter((name) => stagingPattern.test(name));
  }

  /**
   * Makes a staged file, whose bytes are already fsynced, the blob `digest`. When the blob is already there with that size, the staged copy is
   * dropped. On return the blob survives a power loss.
   */
  async publish(name: string, digest: string, size: number): Promise<void> {
    const path = this.#blobPath(digest);
    const folder = join(path, '..');
    if ((await sizeOf(path)) === size) {
      await this.discard(name);
    } else {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await rename(this.#stagingPath(name), path);
    }
    await syncFolder(folder);
    // Once a process, not only by who made the folder: that may be another process, which has not come to flush it yet, or died before.
    if (!this.#durable.has(folder)) {
      await syncFolder(this.#blobs);
      this.#durable.add(folder);
    }
  }

  /** Opens a blob for reading. An open blob can be read to its end also after `remove`. */
  async read(digest: string): Promise<Blob> {
    const handle = await open(this.#blobPath(digest), 'r');
    const { size } = await handle.stat();
    return { size, handle, close: async () => await handle.close() };
  }

  /**
   * Gives a blob's bytes to somebody who only reads them, as a new file: by a second name where that can be, else as a copy, which survives a power
   * loss. Nobody can write to the bytes by either name from then on. They stay, also after `remove`, until that file is removed.
   */
  async lend(digest: string, file: string): Promise<void> {
    const blob = this.#blobPath(digest);
    try {
      await link(blob, file);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (code !== 'EXDEV' && !linkless.has(code)) throw error;
      await copyFile(blob, file, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      await syncFile(file);
    }
    await chmod(file, 0o444);
  }

  /** Where a tool is to write a staging file by itself. It must not be there yet. */
  pathToStage(name: string): string {
    return this.#stagingPath(name);
  }

  /** Removes a blob; missing is fine. */
  async remove(digest: string): Promise<void> {
    await rm(this.#blobPath(digest), { force: true });
  }

  /** The digests of all blobs on disk. */
  async *digests(): AsyncGenerator<string> {
    for (const prefix of await readdir(this.#blobs)) {
      if (!/^[0-9a-f]{2}$/.test(prefix)) continue;
      for (const name of await readdir(join(this.#blobs, prefix))) {
        if (digestPattern.test(name)) yield name;
      }
    }
  }

  #stagingPath(name: string): string {
    if (!stagingPattern.test(name)) throw new Error(`not a staging name: ${name}`);
    return join(this.#staging, name);
  }

  #blobPath(digest: string): string {
    if (!digestPattern.test(digest)) throw new Error(`not a digest: ${digest}`);
    return join(this.#blobs, digest.slice(0, 2), digest);
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Makes a folder with those above it that are missing; their names survive a power loss. */
async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 });
  // Also when it was there: whoever made it may not have come to flush its name.
  const top = dirname(made ?? path);
  for (let above = dirname(path); ; above = dirname(above)) {
    await syncFolder(above);
    if (above === top) return;
  }
}

/** Said by file systems that have no second names. */
const linkless: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
]);

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
