import type { Backup } from '../../src/api/accord/backups/schema.ts';
import type { Tone } from '../ui/StatusTag.tsx';

export const toneOf = {
  protecting: 'busy',
  available: 'good',
  deleting: 'busy',
  error: 'bad',
  deleted: 'off',
} as const satisfies Record<Backup['status'], Tone>;

/** Bytes of all its disks, as they are stored. */
export function storedOf({ disks }: Pick<Backup, 'disks'>): number {
  return disks.reduce((sum, { stored }) => sum + stored, 0);
}
