import type { Vault } from '../../src/api/accord/vaults/schema.ts';
import type { Format } from '../i18n/format.ts';
import type { Tone } from '../ui/StatusTag.tsx';

export const toneOf = {
  available: 'good',
  locked: 'off',
} as const satisfies Record<Vault['status'], Tone>;

/** `56 GB`: of MiB. */
export function roomText(format: Format, mib: number): string {
  return format.bytes(mib * 2 ** 20);
}

/** What a new one is called at first: names need not differ, but people tell them apart by them. */
export function newVaultName(): string {
  const mark = Math.floor(Math.random() * 0x1_00_00);
  return `vault-${mark.toString(16).padStart(4, '0')}`;
}
