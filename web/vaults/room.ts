// The room of vaults, in MiB as the service counts it, and in GB as people buy it. Pure.
import type { ItemProblem } from '../../src/api/accord/schema.ts';
import type { Vault } from '../../src/api/accord/vaults/schema.ts';

const mibPerGb = 1024;

/** GB. */
export const capacityBounds = { least: 10, most: 10_485_760 } as const;

export function mibOf(gigabytes: number): number {
  return gigabytes * mibPerGb;
}

/** Whole GB that hold so many MiB. */
export function gigabytesFor(mib: number): number {
  return Math.ceil(mib / mibPerGb);
}

type Room = Pick<Vault, 'capacity' | 'used' | 'reserved'>;

/** MiB. */
export function takenOf({ used, reserved }: Room): number {
  return used + reserved;
}

/** The capacity with which a vault has so many MiB free, in GB; undefined: none is large enough. */
export function capacityWith(room: Room, needed: number): number | undefined {
  const capacity = Math.max(
    room.capacity,
    capacityBounds.least,
    gigabytesFor(takenOf(room) + needed),
  );
  return capacity > capacityBounds.most ? undefined : capacity;
}

/** Why a vault takes in no backup of a server that needs so many MiB, in the service's order and words; null: it does. */
export function refusalToTake(
  vault: Pick<Vault, 'objectType' | 'protectType' | 'status' | 'free'>,
  needed: number,
): ItemProblem | null {
  const because = (code: string): ItemProblem => ({ code, detail: code });
  const { objectType, protectType, status, free } = vault;
  if (objectType !== 'server') return because('vault.wrong-type');
  if (protectType !== 'backup') return because('vault.replication');
  if (status !== 'available') return because('vault.locked');
  if (free >= needed) return null;
  return { ...because('vault.too-small'), facts: { needed, free, short: needed - free } };
}

export interface Need {
  readonly imageId: string;
  /** MiB. */
  readonly needed: number;
}

/** MiB that are to go into each vault, by vault. */
export function sumByVault(
  needs: readonly Need[],
  vaultOf: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { imageId, needed } of needs) {
    const vaultId = vaultOf.get(imageId);
    if (vaultId !== undefined) sums.set(vaultId, (sums.get(vaultId) ?? 0) + needed);
  }
  return sums;
}

/** A vault for each, where there is one: what was chosen, else the first with room beside what stands before. */
export function placeEach(
  needs: readonly Need[],
  vaults: readonly Vault[],
  chosen: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const placed = new Map<string, string>();
  const known = new Set(vaults.map(({ id }) => id));
  for (const { imageId } of needs) {
    const vaultId = chosen.get(imageId);
    if (vaultId !== undefined && known.has(vaultId)) placed.set(imageId, vaultId);
  }
  for (const { imageId, needed } of needs) {
    if (placed.has(imageId)) continue;
    const taken = sumByVault(needs, placed);
    const vault = vaults.find(
      (each) => refusalToTake(each, needed + (taken.get(each.id) ?? 0)) === null,
    );
    if (vault !== undefined) placed.set(imageId, vault.id);
  }
  return placed;
}
