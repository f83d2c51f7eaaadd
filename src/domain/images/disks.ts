// The disks that an image holds. Pure.
import type { Image } from './image.ts';

export interface Disk {
  readonly name: string | null;
  /** Bytes that a guest sees; null: the bytes have not been looked at yet, or do not tell. */
  readonly size: number | null;
  readonly role: 'system' | 'data';
  readonly bootable: boolean;
}

/** One disk for each image that is not of a full server. */
export function disksOf(image: Pick<Image, 'name' | 'kind' | 'virtualSize'>): readonly Disk[] {
  const { name, kind, virtualSize: size } = image;
  const role = kind === 'data' ? 'data' : 'system';
  return [{ name, size, role, bootable: role === 'system' }];
}

/** Bytes of all the disks; null when one of them does not tell. */
export function totalSize(disks: readonly Disk[]): number | null {
  return disks.reduce<number | null>(
    (sum, { size }) => (sum === null || size === null ? null : sum + size),
    0,
  );
}
