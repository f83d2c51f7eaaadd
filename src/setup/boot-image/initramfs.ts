// What the kernel finds in memory when it starts: busybox, drivers, and guest/init, which goes over to the disk.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { cpioArchive, type CpioEntry } from './cpio-archive.ts';
import { modulesInOrder } from './kernel-modules.ts';

/** All that the guest has drivers for: they are loaded at every start, whether there is such a device or not. */
const modules = [
  'virtio_pci',
  'virtio_blk',
  'virtio_net',
  'virtio_rng',
  'ata_piix',
  'sd_mod',
  'sr_mod',
  'isofs',
  'vfat',
  'nls_cp437',
  'nls_ascii',
  // The power button, and what tells programs of it.
  'button',
  'evdev',
];

/** The archive, compressed. `applets` are the names that busybox goes by. */
export async function makeInitramfs(unpacked: string, applets: readonly string[]): Promise<Buffer> {
  const ordered = await modulesInOrder(join(unpacked, 'lib', 'modules'), modules);
  const order = ordered.map(({ name }) => `${name}.ko\n`).join('');
  const entries: CpioEntry[] = [
    ...['bin', 'sbin', 'dev', 'proc', 'sys', 'root', 'modules'].map(folder),
    file('init', 0o755, await readFile(join(import.meta.dirname, 'guest', 'init'))),
    file('bin/busybox', 0o755, await readFile(join(unpacked, 'bin', 'busybox'))),
    ...applets.map((name) => link(`bin/${name}`, 'busybox')),
    file('modules/order', 0o644, Buffer.from(order)),
    ...ordered.map(({ name, content }) => file(`modules/${name}.ko`, 0o644, content)),
  ];
  return await promisify(gzip)(cpioArchive(entries));
}

function folder(path: string): CpioEntry {
  return { path, mode: 0o040755, content: Buffer.alloc(0) };
}

function file(path: string, permissions: number, content: Buffer): CpioEntry {
  return { path, mode: 0o100000 | permissions, content };
}

function link(path: string, target: string): CpioEntry {
  return { path, mode: 0o120777, content: Buffer.from(target) };
}
