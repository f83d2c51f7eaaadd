// What a disk without a container starts with: a GPT, an MBR partition table, or the boot sector of
// a file system or a loader. Anything less certain than that is "nothing".
import { crc32 } from 'node:zlib';
import { readAt, readUpTo, TABLE_READ_LIMIT, u64le } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';

export type PartitionTable = 'gpt' | 'mbr' | 'boot-sector';

/** The partition table at the start of the file, or null; damaged tables are no tables. */
export async function findPartitionTable(source: ByteSource): Promise<PartitionTable | null> {
  for (const sector of [512, 4096]) {
    if (await hasGpt(source, sector)) return 'gpt';
  }
  const bytes = await readUpTo(source, 0, 512);
  if (bytes.length < 512 || bytes.readUInt16LE(510) !== 0xaa55) return null;
  if (isFileSystem(bytes)) return 'boot-sector';
  return readMbr(bytes, source.size);
}

/** A GPT counts when the checksums of its header and of its entries hold (UEFI 2.10, 5.3). */
async function hasGpt(source: ByteSource, sector: number): Promise<boolean> {
  const header = await readAt(source, sector, 512);
  if (header === null || header.toString('latin1', 0, 8) !== 'EFI PART') return false;
  const length = header.readUInt32LE(12);
  if (length < 92 || length > 512 || u64le(header, 24) !== 1) return false;
  const stated = header.readUInt32LE(16);
  const blank = Buffer.from(header.subarray(0, length));
  blank.writeUInt32LE(0, 16);
  if (crc32(blank) !== stated) return false;
  const entryLength = header.readUInt32LE(84);
  const tableLength = header.readUInt32LE(80) * entryLength;
  if (entryLength < 128 || entryLength % 128 !== 0 || tableLength > TABLE_READ_LIMIT) return false;
  const table = await readAt(source, u64le(header, 72) * sector, tableLength);
  return table !== null && crc32(table) === header.readUInt32LE(88);
}

/** A FAT, exFAT or NTFS boot sector ends like an MBR, but has a parameter block and no partitions. */
function isFileSystem(bytes: Buffer): boolean {
  const jump = bytes[0] === 0xe9 || (bytes[0] === 0xeb && bytes[2] === 0x90);
  if (!jump) return false;
  const name = bytes.toString('latin1', 3, 11);
  if (name === 'NTFS    ' || name === 'EXFAT   ') return true;
  const sectorsPerCluster = bytes[13] ?? 0;
  return (
    [512, 1024, 2048, 4096].includes(bytes.readUInt16LE(11)) &&
    sectorsPerCluster > 0 &&
    (sectorsPerCluster & (sectorsPerCluster - 1)) === 0 &&
    [1, 2].includes(bytes[16] ?? 0) &&
    (bytes[21] ?? 0) >= 0xf0
  );
}

/** An MBR counts when every boot flag is 0x00 or 0x80 and some partition starts in the file. */
function readMbr(bytes: Buffer, size: number): PartitionTable | null {
  let partitions = 0;
  for (let at = 446; at < 510; at += 16) {
    if (((bytes[at] ?? 0) & 0x7f) !== 0) return null;
    const type = bytes[at + 4];
    const start = bytes.readUInt32LE(at + 8);
    const sectors = bytes.readUInt32LE(at + 12);
    // ISO hybrids number their partition from sector 0.
    if (type !== 0 && sectors > 0 && start * 512 < size) partitions += 1;
  }
  if (partitions > 0) return 'mbr';
  return bytes.subarray(0, 446).some((byte) => byte !== 0) ? 'boot-sector' : null;
}
