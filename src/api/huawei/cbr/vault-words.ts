// Words of the backup service about a vault (CBR API reference, "Creating a vault"), and what its clients say of one that means nothing here: kept with it,
// and read again.
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Vault, VaultStatus } from '../../../domain/vaults/vault.ts';

/** The kind of what a vault for servers keeps. */
export const serverType = 'OS::Nova::Server';

const words = { available: 'available', locked: 'lock' } as const;

export function statusWordOf({ status }: Pick<Vault, 'status'>): string {
  return status === 'locked' ? words.locked : words.available;
}

/** The status that a word stands for; undefined: none is called so here. */
export function statusOf(word: string): VaultStatus | undefined {
  return (['available', 'locked'] as const).find((status) => words[status] === word);
}

const resource = Type.Object({ id: Type.String(), name: Type.String(), size: Type.Integer() });
/** A server that the vault is for, with its name and the GiB of its disks as they were when that was said. */
export type KeptResource = Static<typeof resource>;

const pair = Type.Object({ key: Type.String(), value: Type.String() });

const vaultWords = Type.Object({
  resources: Type.Optional(Type.Array(resource)),
  tags: Type.Optional(Type.Array(pair)),
  bindRules: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  consistentLevel: Type.Optional(Type.String()),
  enterpriseProjectId: Type.Optional(Type.String()),
  smnNotify: Type.Optional(Type.Boolean()),
  threshold: Type.Optional(Type.Integer()),
});
export type VaultWords = Static<typeof vaultWords>;

/** What is kept by another API has other shapes, or none. */
export function vaultWordsOf({ metadata }: Pick<Vault, 'metadata'>): VaultWords {
  return Value.Check(vaultWords, metadata) ? metadata : {};
}
