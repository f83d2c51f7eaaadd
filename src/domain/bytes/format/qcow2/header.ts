import { u64be } from '../byte-source.ts';

/** Bytes of the fixed header: version 2, and the part of version 3 that we read. */
export const V2_HEADER_LENGTH = 72;
export const V3_HEADER_LENGTH = 104;

/** The incompatible-feature bits of version 3 (QEMU docs/interop/qcow2). */
export const INCOMPATIBLE = {
  dirty: 1n,
  corrupt: 2n,
  dataFile: 4n,
  compressionType: 8n,
  extendedL2: 16n,
} as const;

export interface Qcow2Header {
  version: number;
  backingFileOffset: number;
  clusterBits: number;
  /** bytes of a cluster; meaningful only when `clusterBits` is in range */
  clusterSize: number;
  virtualSize: number;
  cryptMethod: number;
  l1Entries: number;
  l1Offset: number;
  refcountOffset: number;
  refcountClusters: number;
  snapshots: number;
  snapshotsOffset: number;
  incompatible: bigint;
  refcountOrder: number;
  headerLength: number;
}

/** Reads the fixed header. `bytes` holds at least the fixed length of `version`. */
export function parseQcow2Header(bytes: Buffer, version: 2 | 3): Qcow2Header {
  const clusterBits = bytes.readUInt32BE(20);
  return {
    version,
    backingFileOffset: u64be(bytes, 8),
    clusterBits,
    clusterSize: 2 ** clusterBits,
    virtualSize: u64be(bytes, 24),
    cryptMethod: bytes.readUInt32BE(32),
    l1Entries: bytes.readUInt32BE(36),
    l1Offset: u64be(bytes, 40),
    refcountOffset: u64be(bytes, 48),
    refcountClusters: bytes.readUInt32BE(56),
    snapshots: bytes.readUInt32BE(60),
    snapshotsOffset: u64be(bytes, 64),
    incompatible: version === 3 ? bytes.readBigUInt64BE(72) : 0n,
    refcountOrder: version === 3 ? bytes.readUInt32BE(96) : 4,
    headerLength: version === 3 ? bytes.readUInt32BE(100) : V2_HEADER_LENGTH,
  };
}

/** True when the image states this incompatible feature. */
export function hasBit(header: Qcow2Header, bit: keyof typeof INCOMPATIBLE): boolean {
  return (header.incompatible & INCOMPATIBLE[bit]) !== 0n;
}
