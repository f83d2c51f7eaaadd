// Bootable images that were built before. They are kept by what they are made of, so that a newer package or builder makes a new one.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildBootImage } from './build-boot-image.ts';
import { choosePackages, type Package } from './packages.ts';

export interface CachedBootImageOptions {
  readonly flavour: string;
  readonly name: string;
  readonly version?: string;
}

/**
 * The image's file below `folder`, built when it is not there yet. Processes that want the same one wait for the first. Throws
 * as buildBootImage.
 */
export async function cachedBootImage(
  folder: string,
  options: CachedBootImageOptions,
): Promise<string> {
  const packages = await choosePackages(join(folder, 'packages'));
  const digest = await digestOf(options, packages);
  const prefix = `${options.name}-${options.flavour}-`;
  const file = join(folder, `${prefix}${digest}.qcow2`);
  if (await exists(file)) return file;
  await mkdir(folder, { recursive: true });
  const release = await takeTurn(join(folder, 'building'));
  try {
    if (await exists(file)) return file;
    await buildBootImage({
      ...options,
      packages,
      folder: join(folder, 'packages'),
      output: file,
    });
    await dropOld(folder, prefix);
    return file;
  } finally {
    await release();
  }
}

const keptMilliseconds = 24 * 3600 * 1000;

/** What was made of other packages, or by an older builder; somebody may still use one that is young. */
async function dropOld(folder: string, prefix: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const file = join(folder, name);
    const madeAt = await modifiedAt(file);
    if (madeAt !== null && Date.now() - madeAt > keptMilliseconds) await rm(file, { force: true });
  }
}

/** Of the packages, the options, and the builder itself with the guest's files. */
async function digestOf(
  options: CachedBootImageOptions,
  packages: readonly Package[],
): Promise<string> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([options, packages.map(({ file }) => file)]));
  const entries = await readdir(import.meta.dirname, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !/[.](test|fixture)[.]ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.toSorted()) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function exists(path: string): Promise<boolean> {
  return (await modifiedAt(path)) !== null;
}

async function modifiedAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const pulseMilliseconds = 1000;
/** One that holds the turn and has not been heard of for so long is dead. */
const silenceMilliseconds = 10_000;

/** Waits for the turn to build, which is a folder that its holder touches every second. Returns what ends it. */
async function takeTurn(path: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await mkdir(path);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const touched = await modifiedAt(path);
    if (touched !== null && Date.now() - touched > silenceMilliseconds) {
      // Two that find it dead both build then, which costs time and nothing else.
      await rm(path, { recursive: true, force: true });
      continue;
    }
    await delay(100);
  }
  const pulse = setInterval(() => {
    const now = new Date();
    // Gone only when somebody took us for dead; then there is nothing to keep alive.
    utimes(path, now, now).catch(() => clearInterval(pulse));
  }, pulseMilliseconds);
  return async () => {
    clearInterval(pulse);
    await rm(path, { recursive: true, force: true });
  };
}
