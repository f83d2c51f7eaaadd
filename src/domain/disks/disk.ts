// A disk: what it is, the states it moves through, and what can be done with it in each. No I/O.
import { Fault } from '../fault.ts';
import type { KeptFault } from '../jobs/job.ts';

export const diskKinds = ['system', 'data'] as const;
export type DiskKind = (typeof diskKinds)[number];

export const diskStatuses = [
  'creating',
  'available',
  'attaching',
  'in-use',
  'detaching',
  'growing',
  'capturing',
  'deleting',
  'error',
  'deleted',
] as const;
export type DiskStatus = (typeof diskStatuses)[number];

/** What clients may ask for. All of them are the same here: kept because clients name them and read them again. */
export const volumeTypes = ['SSD', 'GPSSD', 'SAS', 'SATA'] as const;
export type VolumeType = (typeof volumeTypes)[number];

/** The image that something was made from, with its name and its owner as they were. */
export interface ImageSource {
  readonly imageId: string;
  readonly name: string | null;
  readonly projectId: string;
}

export interface Disk {
  readonly id: string;
  readonly projectId: string;
  readonly regionId: string;
  readonly userId: string;
  readonly name: string;
  readonly description: string;
  readonly kind: DiskKind;
  readonly status: DiskStatus;
  /** The job that makes, grows, captures or deletes it, also when it has ended. */
  readonly jobId: string | null;
  /** Why it is in error. */
  readonly fault: KeptFault | null;
  /** GiB. */
  readonly size: number;
  readonly volumeType: VolumeType;
  /** The server that has it, or is about to. */
  readonly serverId: string | null;
  /** 0 is the system disk; null: attached to nothing. */
  readonly slot: number | null;
  readonly deleteWithServer: boolean;
  /** null: it began empty. */
  readonly source: ImageSource | null;
  /** The blob that it begins with: SHA-256 and format. */
  readonly base: { readonly digest: string; readonly format: string } | null;
  /** What clients of other clouds say of it and want to read again. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly attachedAt: string | null;
}

/** From each state, the states a disk may move to. */
const diskMoves: Readonly<Record<DiskStatus, readonly DiskStatus[]>> = {
  creating: ['available', 'in-use', 'error', 'deleted'],
  available: ['attaching', 'growing', 'capturing', 'deleting'],
  attaching: ['in-use', 'available', 'error'],
  'in-use': ['detaching', 'growing', 'capturing', 'deleting'],
  detaching: ['available', 'in-use'],
  growing: ['available', 'in-use'],
  capturing: ['available', 'in-use'],
  deleting: ['deleted', 'error'],
  error: ['deleting'],
  deleted: [],
};

/** The state of a disk that nothing is done to. */
export function restOf({ serverId }: Pick<Disk, 'serverId'>): 'available' | 'in-use' {
  return serverId === null ? 'available' : 'in-use';
}

/** Where Linux guests find the disk of a slot: `/dev/vda` is the system disk. */
export function deviceOf(slot: number): string {
  return `/dev/vd${String.fromCodePoint(97 + slot)}`;
}

/** True when a disk may go from one state to another. */
export function mayMoveDisk(from: DiskStatus, to: DiskStatus): boolean {
  return diskMoves[from].includes(to);
}

export const diskActs = ['attach', 'detach', 'grow', 'capture', 'delete', 'update'] as const;
export type DiskAct = (typeof diskActs)[number];

/** The states in which each act can begin. */
const beginsIn: Readonly<Record<DiskAct, readonly DiskStatus[]>> = {
  attach: ['available'],
  detach: ['in-use'],
  grow: ['available', 'in-use'],
  capture: ['available', 'in-use'],
  delete: ['available', 'error'],
  update: diskStatuses.filter((status) => status !== 'deleting' && status !== 'deleted'),
};

/** Why the act cannot begin because of how the disk is, whoever asks; null: it can. */
export function refusalToDisk(disk: Disk, act: DiskAct): Fault | null {
  const detail = { diskId: disk.id, status: disk.status };
  if (disk.kind === 'system' && act !== 'grow' && act !== 'update') {
    return new Fault(
      'conflict',
      'disk.system',
      `Disk ${disk.id} is the system disk of a server: it comes and goes with its server, and images are made of the server.`,
      { detail },
    );
  }
  if (act === 'delete' && disk.status === 'in-use') {
    return new Fault(
      'conflict',
      'disk.attached',
      `Disk ${disk.id} is attached to server ${disk.serverId}: detach it before it is deleted.`,
      { detail },
    );
  }
  if (act === 'attach' && disk.status === 'in-use') {
    return new Fault(
      'conflict',
      'disk.attached-already',
      `Disk ${disk.id} is attached to server ${disk.serverId} already.`,
      { detail },
    );
  }
  if (act === 'detach' && disk.status === 'available') {
    return new Fault('conflict', 'disk.not-attached', `Disk ${disk.id} is attached to nothing.`, {
      detail,
    });
  }
  if (beginsIn[act].includes(disk.status)) return null;
  return new Fault(
    'conflict',
    'disk.wrong-status',
    `Disk ${disk.id} is ${disk.status}: wait until that has ended.`,
    { detail },
  );
}
