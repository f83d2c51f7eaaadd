// A backup vault: a place of a certain size for backups of servers, and for full-server images that were accepted. Room is counted in MiB. No I/O.
import { Fault } from '../fault.ts';

export const vaultObjects = ['server', 'disk'] as const;
export type VaultObject = (typeof vaultObjects)[number];

export const protections = ['backup', 'replication'] as const;
export type Protection = (typeof protections)[number];

export type VaultStatus = 'available' | 'locked' | 'deleted';

export interface Vault {
  readonly id: string;
  readonly projectId: string;
  readonly regionId: string;
  readonly userId: string;
  readonly name: string;
  readonly description: string;
  /** GiB. */
  readonly capacity: number;
  /** What it is for. */
  readonly objectType: VaultObject;
  readonly protectType: Protection;
  /** A locked one takes in nothing new. */
  readonly status: VaultStatus;
  /** MiB of backups of the project's own, as they are stored. */
  readonly used: number;
  /** MiB of full-server images that were accepted, and of backups that are being made. */
  readonly reserved: number;
  /** What clients of other clouds say of it and want to read again. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const mibPerGib = 1024;

/** GiB from 10 to 10 485 760 (CBR API reference, "Creating a vault", `size`). */
export const capacityBounds = { least: 10, most: 10_485_760 } as const;

/** MiB. */
export function freeOf({ capacity, used, reserved }: Room): number {
  return capacity * mibPerGib - used - reserved;
}

type Room = Pick<Vault, 'capacity' | 'used' | 'reserved'>;

/** MiB of that many GiB. */
export function mibOf(gib: number): number {
  return gib * mibPerGib;
}

/**
 * Why a vault takes in no backup of a server that needs so many MiB, or null. The order is that of what a person can do least about: another type, another
 * protection, a lock, room.
 */
export function refusalToTake(vault: Vault, mib: number): Fault | null {
  const detail = { vaultId: vault.id };
  if (vault.objectType !== 'server') {
    return new Fault(
      'invalid',
      'vault.wrong-type',
      `Vault ${vault.id} is for ${vault.objectType}s: backups of servers need one for servers.`,
      { detail: { ...detail, objectType: vault.objectType } },
    );
  }
  if (vault.protectType !== 'backup') {
    return new Fault(
      'invalid',
      'vault.replication',
      `Vault ${vault.id} is for ${vault.protectType}: backups need one whose protection type is backup.`,
      { detail: { ...detail, protectType: vault.protectType } },
    );
  }
  if (vault.status !== 'available') {
    return new Fault('conflict', 'vault.locked', `Vault ${vault.id} is ${vault.status}.`, {
      detail: { ...detail, status: vault.status },
    });
  }
  return freeOf(vault) < mib ? tooSmall(vault, mib) : null;
}

/** The fault of a vault without that much room; sizes in MiB. */
function tooSmall(vault: Pick<Vault, 'id'> & Room, needed: number): Fault {
  const free = freeOf(vault);
  return new Fault(
    'quota',
    'vault.too-small',
    `Vault ${vault.id} has ${free} MiB left, and ${needed} MiB are needed: ${needed - free} MiB more.`,
    { detail: { vaultId: vault.id, needed, free, short: needed - free } },
  );
}
