// Writes a disk that starts by itself: partitions, boot loader, file systems. Nothing is mounted, so it needs no root.
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bootPartition, bootSector, diskLength, rootPartition, sector } from './disk-layout.ts';
import { runTool, type ToolOptions } from './run-tool.ts';

export interface DiskParts {
  /** Empty folder for what is made on the way. */
  readonly folder: string;
  /** Where the packages are unpacked: tools are taken from there. */
  readonly unpacked: string;
  readonly rootTree: string;
  readonly initramfs: Buffer;
}

/** 1 January 2025: files that are made here are of no other day. */
const then = '1735689600';
const uuid = '0acc04d1-b007-4000-8000-000000000001';

/** The serial console is the one that the kernel and init speak on. Without trying out every cipher it starts half a second sooner. */
const kernelOptions =
  'initrd=initrd.gz console=tty0 console=ttyS0,115200 quiet panic=10 cryptomgr.notests';

/** Writes the disk as raw bytes to `file`. */
export async function writeDisk(file: string, parts: DiskParts): Promise<void> {
  const { unpacked } = parts;
  const disk = await open(file, 'wx');
  try {
    await disk.truncate(diskLength);
    const code = await readFile(join(unpacked, 'usr/lib/syslinux/mbr/mbr.bin'));
    await disk.write(bootSector(code), 0, sector, 0);
    const root = await makeRoot(parts);
    await disk.write(root, 0, root.length, rootPartition.start);
  } finally {
    await disk.close();
  }
  await fillBootPartition(file, parts);
}

async function fillBootPartition(file: string, parts: DiskParts): Promise<void> {
  const { folder, unpacked, initramfs } = parts;
  const options: ToolOptions = {
    path: [join(unpacked, 'usr/bin')],
    env: { SOURCE_DATE_EPOCH: then, MTOOLS_SKIP_CHECK: '1' },
    cwd: folder,
  };
  const files = await readdir(join(unpacked, 'boot'));
  const kernel = files.find((name) => name.startsWith('vmlinuz-'));
  if (kernel === undefined) throw new Error('the packages have no kernel');
  await writeFile(join(folder, 'initrd.gz'), initramfs);
  await writeFile(
    join(folder, 'syslinux.cfg'),
    `DEFAULT linux\nPROMPT 0\nTIMEOUT 0\nLABEL linux\n  KERNEL vmlinuz\n  APPEND ${kernelOptions}\n`,
  );
  const at = `${file}@@${bootPartition.start}`;
  const geometry = ['-T', String(bootPartition.length / sector), '-h', '255', '-s', '63'];
  const hidden = ['-H', String(bootPartition.start / sector)];
  const identity = ['-N', '0acc04d2', '-v', 'BOOT'];
  await runTool('mformat', ['-i', at, ...geometry, ...hidden, ...identity, '::'], options);
  const kernelPath = join(unpacked, 'boot', kernel);
  await runTool('mcopy', ['-i', at, kernelPath, '::vmlinuz'], options);
  await runTool('mcopy', ['-i', at, 'initrd.gz', 'syslinux.cfg', '::'], options);
  await runTool('syslinux', ['--offset', String(bootPartition.start), '--install', file], options);
}

/** The root file system's bytes. */
async function makeRoot({ folder, rootTree }: DiskParts): Promise<Buffer> {
  const file = join(folder, 'root.ext4');
  const options: ToolOptions = {
    env: { E2FSPROGS_FAKE_TIME: then, MKE2FS_CONFIG: '/dev/null' },
  };
  const features = 'ext_attr,dir_index,filetype,extent,64bit,flex_bg,sparse_super,large_file';
  const more = 'huge_file,dir_nlink,extra_isize,metadata_csum,has_journal,resize_inode';
  const sizes = ['-b', '4096', '-I', '256', '-m', '0', '-N', '8192', '-J', 'size=4'];
  const names = ['-L', 'root', '-U', uuid, '-E', `hash_seed=${uuid},root_owner=0:0`];
  const layout = ['-t', 'ext4', '-O', `none,${features},${more}`, ...sizes, ...names];
  const length = `${rootPartition.length / 1024}k`;
  await runTool('mke2fs', ['-q', '-F', ...layout, '-d', rootTree, file, length], options);
  // Whoever builds it, all of it belongs to root and is of the same day.
  const paths = await readdir(rootTree, { recursive: true });
  const fields = ['uid 0', 'gid 0', `ctime @${then}`, `mtime @${then}`, `atime @${then}`];
  const commands = paths
    .toSorted()
    .flatMap((path) => fields.map((field) => `sif "/${path}" ${field}\n`));
  await runTool('debugfs', ['-w', '-f', '-', file], { ...options, input: commands.join('') });
  return await readFile(file);
}
