// Whether servers can run here, found out by running one: a guest of a few bytes that starts as a real one does, by the firmware from a
// disk, and ends its program with a number that nothing else ends with. A machine may have KVM's device and yet not be able to do that.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Accelerator } from '../engine.ts';
import type { Cell } from './cell.ts';
import { baseNode } from './block-nodes.ts';
import { confine, type Rights } from './confined-command.ts';

/** Milliseconds. Where KVM works at all this takes a tenth of a second; without it a busy machine may take its time. */
const patience = { kvm: 2000, tcg: 30_000 } as const;
/** The device turns the byte into this: twice as much and one. */
const [written, status] = [0x10, 0x21];

/** null when a guest ran; otherwise one line that says why not. */
export async function tryGuest(
  cell: Cell,
  accelerator: Accelerator,
  rights: Rights,
): Promise<string | null> {
  await writeFile(join(cell.folder, 'trial'), trialDisk(), { mode: 0o444 });
  const limits = { openFiles: 256, processes: null, addressSpace: null };
  const drops = rights.dropsByItself === true && cell.user !== null;
  const disk = { 'node-name': 'disk', ...baseNode({ name: 'trial', driver: 'raw' }) };
  const program = [
    ['-nodefaults', '-no-user-config', '-display', 'none', '-m', '32M'],
    ['-machine', 'pc,usb=off', '-accel', accelerator],
    drops ? ['-runas', `${cell.user}:${cell.user}`] : [],
    ['-device', 'isa-debug-exit,iobase=0xf4,iosize=4'],
    ['-blockdev', JSON.stringify(disk)],
    ['-device', 'virtio-blk-pci,drive=disk,bootindex=0'],
  ].flat();
  const { file, args, options } = confine(cell, ['qemu-system-x86_64', ...program], limits, {
    ...rights,
    endsWithAccord: true,
  });
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4096);
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), patience[accelerator]);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code === status) return null;
    if (child.signalCode !== null) return 'a guest does not get anywhere';
    return complaint.trim().split('\n').at(-1) ?? '';
  } finally {
    clearTimeout(timer);
  }
}

/** A disk whose first sector writes a byte to the device that ends the program, and halts. */
function trialDisk(): Buffer {
  // The firmware starts from nothing smaller than a cylinder.
  const disk = Buffer.alloc(1024 * 1024);
  // mov al, written; out 0xf4, al; hlt; jmp back to hlt
  Buffer.from([0xb0, written, 0xe6, 0xf4, 0xf4, 0xeb, 0xfd]).copy(disk);
  disk.writeUInt16LE(0xaa55, 510);
  return disk;
}
