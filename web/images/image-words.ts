// An image's facts as words and colours.
import type { TFunction } from 'i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import type { Tone } from '../ui/StatusTag.tsx';

export const toneOf = {
  queued: 'waiting',
  saving: 'busy',
  uploading: 'busy',
  importing: 'busy',
  active: 'good',
  deactivated: 'off',
  killed: 'bad',
  deleted: 'off',
} as const satisfies Record<Image['status'], Tone>;

/** `ubuntu 24.04`; null: nothing is known. */
export function osOf({
  osDistro,
  osVersion,
}: Pick<Image, 'osDistro' | 'osVersion'>): string | null {
  const words = [osDistro, osVersion].filter((word) => word !== null && word !== '');
  return words.length === 0 ? null : words.join(' ');
}

/**
 * GB that a disk made from it has at least: what a guest sees, or more if it asks for more; null: not known yet, or, of a full server, each of
 * its disks has a size of its own.
 */
export function diskGigabytes({
  kind,
  virtualSize,
  minDisk,
}: Pick<Image, 'kind' | 'virtualSize' | 'minDisk'>): number | null {
  if (kind === 'server') return null;
  const seen = virtualSize === null ? 0 : Math.ceil(virtualSize / 2 ** 30);
  const least = Math.max(seen, minDisk);
  return least === 0 ? null : least;
}

const knownTypes = ['linux', 'windows', 'other'] as const;

export function osTypeText(t: TFunction<'images'>, osType: string | null): string | null {
  const known = knownTypes.find((type) => type === osType?.toLowerCase());
  return known === undefined ? osType : t(`os-type.${known}`);
}

/** Projects that it is shared with, whatever they have answered; 0 too when that is not for this project to know. */
export function membersOf({ members }: Pick<Image, 'members'>): number {
  return members === null ? 0 : members.pending + members.accepted + members.rejected;
}
