// Brings the Debian packages that an image is made of: downloads and unpacks them, installs none.
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
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

/** The packages at the versions that this machine's lists of packages name. Throws an Error when there are no lists, or none with these. */
export async function choosePackages(): Promise<readonly Package[]> {
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
  for (const { file } of packages) await runTool('dpkg-deb', ['-x', join(folder, file), target]);
}
