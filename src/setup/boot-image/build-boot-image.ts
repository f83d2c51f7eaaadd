// Makes a small disk image that boots, of nothing but Debian's packages and guest/: a stand-in for the images that clouds offer. It has a
// kernel for virtual machines, busybox and an ssh server, and reads the settings that a cloud gives (guest/apply-seed).
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeInitramfs } from './initramfs.ts';
import { choosePackages, downloadPackages, unpackPackages, type Package } from './packages.ts';
import { writeRootTree } from './root-tree.ts';
import { runTool } from './run-tool.ts';
import { writeDisk } from './write-disk.ts';

export interface BootImageOptions {
  /** Keeps the downloaded packages. */
  readonly folder: string;
  /** The image's file. It appears when it is whole, in the place of one that is there. */
  readonly output: string;
  /** Tells images apart that are otherwise the same. */
  readonly flavour: string;
  /** The system's name, which is also its host name until the cloud gives another. */
  readonly name: string;
  /** Default: the kernel's. */
  readonly version?: string;
  /** More files of the guest, by their absolute paths in it; they belong to root, with permissions 0644. */
  readonly extraFiles?: Readonly<Record<string, string | Buffer>>;
  /** Default: what this machine's lists of packages name. */
  readonly packages?: readonly Package[];
}

export interface BootImage {
  readonly file: string;
  readonly bytes: number;
  /** Of the file, in hex. */
  readonly sha256: string;
}

/**
 * Builds the image as a compressed qcow2 of 128 MiB; its root file system grows with the disk. On Debian 12 (amd64), as any user, with apt-get,
 * dpkg-deb and qemu-img; it takes some seconds. Throws an Error with the words of the tool that failed.
 */
export async function buildBootImage(options: BootImageOptions): Promise<BootImage> {
  const { folder, output, flavour, name, extraFiles = {} } = options;
  const packages = options.packages ?? (await choosePackages(folder));
  await downloadPackages(folder, packages);
  await mkdir(dirname(output), { recursive: true });
  const work = await mkdtemp(`${output}.${randomUUID().slice(0, 8)}`);
  try {
    const unpacked = join(work, 'packages');
    await unpackPackages(folder, packages, unpacked);
    const applets = await appletsOf(unpacked);
    const rootTree = join(work, 'root');
    const version = options.version ?? kernelVersion(packages);
    const [initramfs] = await Promise.all([
      makeInitramfs(unpacked, applets),
      writeRootTree(rootTree, unpacked, applets, { name, version, flavour, extraFiles }),
    ]);
    const parts = join(work, 'parts');
    await mkdir(parts);
    const raw = join(work, 'disk.raw');
    await writeDisk(raw, { folder: parts, unpacked, rootTree, initramfs });
    const made = join(work, 'disk.qcow2');
    await runTool('qemu-img', ['convert', '-c', '-f', 'raw', '-O', 'qcow2', raw, made]);
    const content = await readFile(made);
    await rename(made, output);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { file: output, bytes: content.length, sha256 };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The names that busybox goes by. It is linked statically, so this machine runs the guest's. */
async function appletsOf(unpacked: string): Promise<readonly string[]> {
  const listed = await runTool(join(unpacked, 'bin', 'busybox'), ['--list']);
  return listed.split('\n').filter((name) => name !== '' && name !== 'busybox');
}

function kernelVersion(packages: readonly Package[]): string {
  for (const { file } of packages) {
    const [, version] = /^linux-image-([\d.]+-\d+)-/.exec(file) ?? [];
    if (version !== undefined) return version;
  }
  throw new Error('the packages have no kernel');
}
