// A backup of a server: all its disks as they were at one instant. No I/O.
import type { ImageSource, VolumeType } from '../disks/disk.ts';
import { Fault } from '../fault.ts';
import type { KeptFault } from '../jobs/job.ts';
import type { ServerArchitecture, ServerFirmware } from '../servers/server.ts';

export const backupStatuses = ['protecting', 'available', 'deleting', 'error', 'deleted'] as const;
export type BackupStatus = (typeof backupStatuses)[number];

export interface BackupDisk {
  readonly id: string;
  /** As it was attached; 0 is the system disk. */
  readonly slot: number;
  /** The disk that it was taken of. */
  readonly diskId: string;
  readonly name: string;
  /** GiB. */
  readonly size: number;
  readonly volumeType: VolumeType;
  /** SHA-256 of its bytes, a qcow2 file; null: not taken yet. */
  readonly blob: string | null;
  /** Bytes. */
  readonly stored: number;
}

export interface Backup {
  readonly id: string;
  readonly projectId: string;
  readonly regionId: string;
  readonly userId: string;
  readonly vaultId: string;
  readonly name: string;
  readonly description: string;
  readonly status: BackupStatus;
  /** The job that makes it, also when it has ended. */
  readonly jobId: string | null;
  /** Why it is in error. */
  readonly fault: KeptFault | null;
  readonly serverId: string;
  readonly serverName: string;
  /** What a server that is made of it is like. */
  readonly facts: BackupFacts;
  /** The full-server image of another project that the server was made from: such a backup's image is not shared. */
  readonly foreignImageId: string | null;
  /** By slot. */
  readonly disks: readonly BackupDisk[];
  /** The full-server image that was made of it. */
  readonly imageId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly takenAt: string | null;
}

export interface BackupFacts {
  readonly flavorId: string;
  readonly architecture: ServerArchitecture;
  readonly firmware: ServerFirmware;
  /** The image that the server's system was from. */
  readonly source: ImageSource;
  /** Properties of the image that the server's system was from, which hold for its disk too. */
  readonly properties: Readonly<Record<string, string>>;
  /** MB. */
  readonly minRam: number;
}

export const backupActs = ['restore', 'make-image', 'update', 'delete'] as const;
export type BackupAct = (typeof backupActs)[number];

/** Why the act cannot begin because of how the backup is, whoever asks; null: it can. */
export function refusalToBackup(backup: Backup, act: BackupAct): Fault | null {
  const detail = { backupId: backup.id, status: backup.status };
  if (act === 'delete' && backup.imageId !== null) {
    return new Fault(
      'conflict',
      'backup.in-use',
      `Backup ${backup.id} stands behind image ${backup.imageId}: delete the image first.`,
      { detail: { ...detail, imageId: backup.imageId } },
    );
  }
  if (act === 'make-image' && backup.imageId !== null) {
    return new Fault(
      'conflict',
      'backup.has-image',
      `Backup ${backup.id} stands behind image ${backup.imageId}: one backup makes one image.`,
      { detail: { ...detail, imageId: backup.imageId } },
    );
  }
  const begins = act === 'delete' ? ['available', 'error'] : ['available'];
  if (act === 'update' || begins.includes(backup.status)) return null;
  return new Fault('conflict', 'backup.wrong-status', `Backup ${backup.id} is ${backup.status}.`, {
    detail,
  });
}
