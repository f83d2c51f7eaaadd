import { u64le } from '../byte-source.ts';

export const SECTOR = 512;
/** "KDMV", the magic of a hosted sparse extent. */
export const SPARSE_MAGIC = 0x564d444b;
/** A grain directory offset that sends the reader to the footer. */
const GRAIN_DIRECTORY_AT_END = 0xffff_ffff_ffff_ffffn;

/** The sparse extent header, in sectors where it says sectors (VMware, Virtual Disk Format 5.0). */
export interface VmdkHeader {
  version: number;
  flags: number;
  capacitySectors: number;
  grainSectors: number;
  descriptorSector: number;
  descriptorSectors: number;
  entriesPerTable: number;
  redundantDirectorySector: number;
  directorySector: number;
  directoryAtEnd: boolean;
  lineEndings: string;
  compression: number;
}

/** Reads the header from the 512 bytes of its sector. */
export function parseVmdkHeader(bytes: Buffer): VmdkHeader {
  return {
    version: bytes.readUInt32LE(4),
    flags: bytes.readUInt32LE(8),
    capacitySectors: u64le(bytes, 12),
    grainSectors: u64le(bytes, 20),
    descriptorSector: u64le(bytes, 28),
    descriptorSectors: u64le(bytes, 36),
    entriesPerTable: bytes.readUInt32LE(44),
    redundantDirectorySector: u64le(bytes, 48),
    directorySector: u64le(bytes, 56),
    directoryAtEnd: bytes.readBigUInt64LE(56) === GRAIN_DIRECTORY_AT_END,
    lineEndings: bytes.toString('latin1', 73, 77),
    compression: bytes.readUInt16LE(77),
  };
}

/** True when the footer of a stream-optimized file repeats the header, the directory's place aside. */
export function repeatsHeader(footer: VmdkHeader, header: VmdkHeader): boolean {
  return (
    footer.version === header.version &&
    footer.flags === header.flags &&
    footer.capacitySectors === header.capacitySectors &&
    footer.grainSectors === header.grainSectors &&
    footer.descriptorSector === header.descriptorSector &&
    footer.descriptorSectors === header.descriptorSectors &&
    footer.entriesPerTable === header.entriesPerTable &&
    footer.lineEndings === header.lineEndings &&
    footer.compression === header.compression
  );
}
