/** A disk format as its own bytes show it; `raw` means a partition table or a boot sector. */
export type FoundFormat =
  | 'raw'
  | 'qcow2'
  | 'vmdk'
  | 'vhd'
  | 'vhdx'
  | 'vdi'
  | 'iso'
  | 'qed'
  | 'luks'
  | 'ploop'
  | 'unknown';

export type DangerCode =
  /** needs, or could be made to read, another file */
  | 'refers-elsewhere'
  /** the header or a table contradicts itself or the file */
  | 'tables-lie'
  /** the file ends before the structures its header announces */
  | 'truncated'
  /** a version, feature or variant that our reader does not understand */
  | 'unknown-feature'
  /** a size or a table beyond what we accept */
  | 'too-large'
  /** left half-written by its last user: a repair could change what was checked */
  | 'unclean'
  /** a key derivation that costs whoever opens it absurd time */
  | 'costly-key'
  /** several formats at once */
  | 'polyglot'
  /** a format that is never accepted */
  | 'forbidden-format';

export interface Danger {
  code: DangerCode;
  /** one plain English sentence */
  reason: string;
}

export interface Finding {
  format: FoundFormat;
  /** bytes the guest sees (raw, iso and luks: the file's size), a safe integer; null if not known */
  virtualSize: number | null;
  /** a LUKS header, or a qcow2 with a crypt method */
  encrypted: boolean;
  /** the partition table at the start, whatever the format around it; null when there is none */
  partitionTable: 'gpt' | 'mbr' | null;
  danger: Danger | null;
}

/** What one format's probe saw, when the bytes are of its format at all. */
export interface Sighting {
  virtualSize: number | null;
  encrypted: boolean;
  danger: Danger | null;
}

/** A danger, to be chained with `??`: each check answers null when it has nothing to say. */
export function danger(code: DangerCode, reason: string): Danger {
  return { code, reason };
}

/** A sighting; a size that is no safe integer becomes null and is the danger to report. */
export function sighting(
  virtualSize: number | null,
  found: Danger | null,
  encrypted = false,
): Sighting {
  if (virtualSize === null || Number.isSafeInteger(virtualSize)) {
    return { virtualSize, encrypted, danger: found };
  }
  const tooLarge = danger('too-large', 'The virtual size is larger than any disk can be.');
  return { virtualSize: null, encrypted, danger: tooLarge };
}
