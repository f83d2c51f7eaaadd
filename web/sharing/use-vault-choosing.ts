// The vault that full-server images will be accepted into, or a vault for each: what was chosen, and what that comes to.
import { useState } from 'react';
import type { AnswerCheckResult, Vault } from '../../src/api/accord/vaults/schema.ts';
import { placeEach, refusalToTake, sumByVault } from '../vaults/room.ts';
import type { VaultOption } from '../vaults/VaultChoice.tsx';
import type { Places } from './use-answering.ts';

export type Mode = 'one' | 'each';
export type CheckedImage = AnswerCheckResult['images'][number];

export interface VaultChoosing {
  readonly mode: Mode;
  readonly setMode: (mode: Mode) => void;
  /** The images that can be accepted, if they find a vault. */
  readonly able: readonly CheckedImage[];
  readonly vaults: readonly Vault[];
  /** Every vault with what it is asked for. */
  readonly options: readonly VaultOption[];
  /** The vault for all of them; undefined: none fits. */
  readonly one: string | undefined;
  readonly setOne: (vaultId: string) => void;
  /** By image. */
  readonly each: ReadonlyMap<string, string>;
  readonly setEach: (imageId: string, vaultId: string) => void;
  /** As the service takes it; null: something does not fit, or nothing is chosen yet. */
  readonly places: Places | null;
}

/** What nobody has chosen is what fits first, so that one has only to agree. */
export function useVaultChoosing(checked: AnswerCheckResult | undefined): VaultChoosing {
  const [mode, setMode] = useState<Mode>('one');
  const [picked, setPicked] = useState<string | undefined>(undefined);
  const [pickedEach, setPickedEach] = useState<ReadonlyMap<string, string>>(new Map());
  const able = checked?.images.filter(({ problem }) => problem === undefined) ?? [];
  const vaults = checked?.vaults ?? [];
  const total = able.reduce((sum, { needed }) => sum + needed, 0);
  const each = mode === 'one' ? new Map<string, string>() : placeEach(able, vaults, pickedEach);
  const sums = sumByVault(able, each);
  const options = vaults.map((vault): VaultOption => {
    const needed = mode === 'one' ? total : (sums.get(vault.id) ?? 0);
    // One that is asked for nothing has nothing to say.
    const isAsked = mode === 'one' || needed > 0;
    return { vault, needed, problem: isAsked ? refusalToTake(vault, needed) : null };
  });
  const fitting = options.filter(({ problem }) => problem === null).map(({ vault }) => vault.id);
  const one = fitting.find((id) => id === picked) ?? fitting[0];
  const fitsEach = able.every(({ imageId }) => fitting.includes(each.get(imageId) ?? ''));
  const placesOf = (): Places | null => {
    if (able.length === 0) return null;
    if (mode === 'each') return fitsEach ? { vaults: Object.fromEntries(each) } : null;
    return one === undefined ? null : { vaultId: one };
  };
  return {
    mode,
    setMode,
    able,
    vaults,
    options,
    one,
    setOne: setPicked,
    each,
    setEach: (imageId, vaultId) => setPickedEach(new Map([...each, [imageId, vaultId]])),
    places: placesOf(),
  };
}
