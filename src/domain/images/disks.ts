// The disks that an image holds. Pure.
import type { ImagePart } from './backups/queries.ts';
import type { Image } from './image.ts';

export interface Disk {
  readonly name: string | null;
  /** Bytes that a guest sees; null: the bytes have not been looked at yet, or do not tell. */
  readonly size: number | null;
  readonly role: 'system' | 'data';
  readonly bootable: boolean;
}

const gib = 2 ** 30;

/** One disk for each image that is not of a full server; of one that is, `parts`: the disks of its backup, by slot. */
export function disksOf(
  image: Pick<Image, 'name' | 'kind' | 'virtualSize'>,
  parts: readonly Pick<ImagePart, 'slot' | 'name' | 'size'>[] = [],
): readonly Disk[] {
  const { kind, virtualSize } = image;
  if (kind !== 'server' || parts.length === 0) {
    return [diskOf(image.name, virtualSize, kind === 'data' ? 'data' : 'system')];
  }
  return parts.map(({ slot, name, size }) =>
    diskOf(name, size * gib, slot === 0 ? 'system' : 'data'),
  );
}

function diskOf(name: string | null, size: number | null, role: Disk['role']): Disk {
  return { name, size, role, bootable: role === 'system' };
}

/** Bytes of all the disks; null when one of them does not tell. */
export function totalSize(disks: readonly Disk[]): number | null {
  return disks.reduce<number | null>(
    (sum, { size }) => (sum === null || size === null ? null : sum + size),
    0,
  );
}
