// The command line of a server. Everything that it has is said; nothing is left to QEMU's defaults or configuration files.
import type { Accelerator, AttachedDisk, Firmware, ServerPlan } from '../engine.ts';
import { diskNode, type BaseFile, type BlockNode } from './block-nodes.ts';

/** Names in the cell. */
export const inServerCell = {
  qmp: 'qmp.sock',
  serial: 'serial.sock',
  screen: 'screen.sock',
  seed: 'seed.iso',
  firmwareVars: 'vars.fd',
} as const;

/** As many as there are places for on the bus. */
export const diskSlots = 24;

/** The descriptor under which the program finds the serial console's log, which is outside of its cell. */
const logDescriptor = 3;

const serialLog = 'logfile=/dev/fdset/1,logappend=on';

export interface LentDisk extends AttachedDisk {
  readonly base: BaseFile | null;
}

export interface ServerCommand {
  readonly plan: ServerPlan;
  readonly name: string;
  readonly accelerator: Accelerator;
  readonly disks: readonly LentDisk[];
  /** Firmware for UEFI: the path of its code. */
  readonly firmwareCode: string | null;
  /** The user that it is to become by itself. */
  readonly becomes: number | null;
}

/** QEMU's program and arguments; its guest does not run before it is told to. */
export function serverCommand(command: ServerCommand): [string, ...string[]] {
  const { plan, name, accelerator, disks, firmwareCode, becomes } = command;
  const options = [
    ['-name', name],
    ['-nodefaults', '-no-user-config', '-S', '-no-shutdown'],
    sandbox(becomes),
    machine(accelerator),
    ['-smp', String(plan.vcpus), '-m', `${plan.memory}M`],
    ['-boot', 'strict=on', '-rtc', 'base=utc'],
    ['-chardev', `socket,id=qmp,path=${inServerCell.qmp},server=on,wait=off`],
    ['-mon', 'chardev=qmp,mode=control'],
    ['-add-fd', `fd=${logDescriptor},set=1`],
    ['-chardev', `socket,id=serial,path=${inServerCell.serial},server=on,wait=off,${serialLog}`],
    ['-serial', 'chardev:serial'],
    ['-display', 'none', '-vnc', `unix:${inServerCell.screen}`],
    ['-device', 'VGA,addr=0x2,vgamem_mb=16'],
    network(plan),
    ['-object', 'rng-builtin,id=rng', '-device', 'virtio-rng-pci,rng=rng,addr=0x5'],
    firmware(plan.firmware, firmwareCode),
    seed(),
    ...disks.map((disk) => ['-blockdev', JSON.stringify(nodeOf(disk))]),
    ...disks.map((disk) => ['-device', JSON.stringify(deviceOf(disk))]),
  ];
  return ['qemu-system-x86_64', ...options.flat()];
}

/** The name of a disk's node and of its device. */
export function slotName(slot: number): string {
  return `disk${slot}`;
}

/** A disk's node in a running QEMU. */
export function nodeOf({ diskId, slot, base }: LentDisk): BlockNode {
  return { 'node-name': slotName(slot), ...diskNode(diskId, base) };
}

/** A disk's device: places on the bus follow the slots, and guests find disks in the order of the places. */
export function deviceOf({ diskId, slot }: AttachedDisk): Readonly<Record<string, unknown>> {
  return {
    driver: 'virtio-blk-pci',
    id: slotName(slot),
    drive: slotName(slot),
    addr: `0x${(firstDiskAddress + slot).toString(16)}`,
    // All that virtio has room for.
    serial: diskId.slice(0, 20),
    werror: 'enospc',
    rerror: 'report',
    ...(slot === 0 ? { bootindex: 0 } : {}),
  };
}

const firstDiskAddress = 6;

/** Denies what a program of this kind has no use for, most of all to start others. */
function sandbox(becomes: number | null): string[] {
  const common = 'on,obsolete=deny,spawn=deny,resourcecontrol=deny';
  // It could not become another user if it were denied to. Once it has, it has no right left to do it again.
  if (becomes !== null) return ['-sandbox', common, '-runas', `${becomes}:${becomes}`];
  return ['-sandbox', `${common},elevateprivileges=deny`];
}

function machine(accelerator: Accelerator): string[] {
  const kind = ['-machine', 'pc,usb=off,vmport=off,mem-merge=off,dump-guest-core=off'];
  if (accelerator === 'kvm') return [...kind, '-accel', 'kvm', '-cpu', 'host'];
  // The cache of translated code: its default grows with the machine.
  return [...kind, '-accel', 'tcg,thread=multi,tb-size=256', '-cpu', 'max'];
}

/** The guest reaches nothing but what answers for its network; the machine reaches its port 22. */
function network({ mac, sshPort }: ServerPlan): string[] {
  const forward = `hostfwd=tcp:127.0.0.1:${sshPort}-:22`;
  const device = `virtio-net-pci,netdev=net,mac=${mac},addr=0x3,romfile=`;
  return ['-netdev', `user,id=net,restrict=on,${forward}`, '-device', device];
}

function firmware(kind: Firmware, code: string | null): string[] {
  if (kind === 'bios' || code === null) return [];
  const parts = {
    code: { filename: code, 'read-only': true },
    vars: { filename: inServerCell.firmwareVars, 'read-only': false },
  };
  const nodes = Object.entries(parts).map(([name, file]): BlockNode => ({
    'node-name': name,
    driver: 'raw',
    'read-only': file['read-only'],
    file: { driver: 'file', ...file },
  }));
  return [
    ...nodes.flatMap((node) => ['-blockdev', JSON.stringify(node)]),
    '-machine',
    'pflash0=code,pflash1=vars',
  ];
}

/** A CD, so that the guest's disks are those that it was given. */
function seed(): string[] {
  const file = { driver: 'file', filename: inServerCell.seed, 'read-only': true };
  const node: BlockNode = { 'node-name': 'seed', driver: 'raw', 'read-only': true, file };
  return ['-blockdev', JSON.stringify(node), '-device', 'ide-cd,bus=ide.0,unit=0,drive=seed'];
}
