// Brings the Debian packages that an image is made of: downloads and unpacks them, installs none.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';

/** Names the newest kernel for virtual machines by what it depends on. */
const kernel = 'linux-image-cloud-amd64';

/** What runs in the guest, with the libraries it needs. */
const guest = [
  'busybox-static',
  'dropbear-bin',
  'libtomcrypt1',
  'libtommath1',
  'libgmp10',
  'zlib1g',
  'libcrypt1',
  'libc6',
  'e2fsprogs',
  'libext2fs2',
  'libcom-err2',
  'libblkid1',
  'libuuid1',
  'util-linux',
] as const;

/** What writes the disk, beside e2fsprogs. */
const tools = ['mtools', 'syslinux', 'syslinux-common'] as const;

export interface Package {
  /** As its mirror has it: name, version and architecture. */
  readonly file: string;
  readonly url: string;
}

/**
 * The packages at the versions that this machine's lists of packages name; `folder` keeps what was found for as long as the lists stay as they are.
 * Throws an Error when there are no lists, or none with these.
 */
export async function choosePackages(folder: string): Promise<readonly Package[]> {
  const names = [kernel, ...guest, ...tools];
  const key = createHash('sha256').update(JSON.stringify([names, await stateOfLists()]));
  const file = join(folder, `chosen-${key.digest('hex').slice(0, 16)}.json`);
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept !== null) return JSON.parse(kept) as readonly Package[];
  const packages = await askApt();
  await mkdir(folder, { recursive: true });
  const fresh = `${file}.${randomUUID()}`;
  await writeFile(fresh, JSON.stringify(packages, null, 2));
  await rename(fresh, file);
  return packages;
}

/** Names, sizes and times: apt-get update leaves those of a list alone that has not changed. */
async function stateOfLists(): Promise<readonly unknown[]> {
  const lists = '/var/lib/apt/lists';
  const files = await readdir(lists).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const names = files.filter((name) => name.includes('_Packages'));
  const states = names.toSorted().map(async (name) => {
    const { size, mtimeMs } = await stat(join(lists, name));
    return [name, size, mtimeMs];
  });
  return await Promise.all(states);
}

async function askApt(): Promise<readonly Package[]> {
  const depends = await runTool('apt-cache', ['depends', '--important', `${kernel}:amd64`]);
  const [, image] = /Depends: (linux-image-\S+)/.exec(depends) ?? [];
  if (image === undefined) throw new Error(`the package ${kernel} depends on no kernel`);
  const names = [image, ...guest, ...tools].map((name) => `${name}:amd64`);
  // It leaves out what lies in its working folder.
  const printed = await runTool('apt-get', ['download', '--print-uris', '-qq', ...names], {
    cwd: '/',
  });
  const packages = [...printed.matchAll(/^'([^']+)' (\S+) /gm)].map(([, url = '', file = '']) => ({
    url,
    file,
  }));
  if (packages.length !== names.length) {
    throw new Error(`apt-get names ${packages.length} of ${names.length} packages`);
  }
  return packages;
}

/** Downloads into the folder what is not there yet, checked by apt-get against its signed lists. */
export async function downloadPackages(
  folder: string,
  packages: readonly Package[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const there = new Set(await readdir(folder));
  const missing = packages.filter(({ file }) => !there.has(file));
  if (missing.length === 0) return;
  // A download that is cut off leaves nothing under a package's name.
  const fresh = join(folder, `.${randomUUID()}`);
  await mkdir(fresh);
  try {
    const wanted = missing.map(({ file }) => {
      const [name = '', version = ''] = file.split('_');
      return `${name}:amd64=${decodeURIComponent(version)}`;
    });
    // Without a user of its own: that one may not be let into this folder.
    const options = ['-qq', '-o', 'APT::Sandbox::User=', '-o', 'Acquire::Retries=2'];
    await runTool('apt-get', [...options, 'download', ...wanted], { cwd: fresh });
    for (const file of await readdir(fresh)) await rename(join(fresh, file), join(folder, file));
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Unpacks all of them into one folder. */
export async function unpackPackages(
  folder: string,
  packages: readonly Package[],
  target: string,
): Promise<void> {
  const unpack = async ({ file }: Package): Promise<void> =>
    void (await runTool('dpkg-deb', ['-x', join(folder, file), target]));
  // The kernel takes as long as all others together.
  const [largest, ...others] = packages;
  async function unpackOthers(): Promise<void> {
    for (const other of others) await unpack(other);
  }
  await Promise.all([largest === undefined ? undefined : unpack(largest), unpackOthers()]);
}
