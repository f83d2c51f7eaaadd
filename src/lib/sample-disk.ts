// A small real disk: an MBR with one FAT16 partition that holds a README. Made byte by byte, always
// the same bytes, so that a first image needs no tool and no download. It does not boot.

const SECTOR = 512;
const DISK_SECTORS = 16384;
const PARTITION_START = 2048;
const PARTITION_SECTORS = DISK_SECTORS - PARTITION_START;
const FAT16_LBA = 0x0e;

const SECTORS_PER_CLUSTER = 2;
const FAT_COUNT = 2;
const FAT_SECTORS = 28;
const ROOT_ENTRIES = 512;
const FIRST_FAT = 1;
const ROOT_START = FIRST_FAT + FAT_COUNT * FAT_SECTORS;
const DATA_START = ROOT_START + (ROOT_ENTRIES * 32) / SECTOR;

const LABEL = 'ACCORD     ';
const SERIAL = 0x0acc04d1;
const FIXED_DISK = 0xf8;
const END_OF_CHAIN = 0xffff;
/** 1 January 2025 as FAT writes it. */
const DATE = ((2025 - 1980) << 9) | (1 << 5) | 1;
/** `int 18h`, the firmware's "no boot here", then `hlt` for ever. */
const NOT_BOOTABLE = Buffer.from([0xcd, 0x18, 0xf4, 0xeb, 0xfd]);

const README = [
  'This is the sample disk of Accord, a service for sharing disk images.',
  '',
  'It is 8 MiB: a partition table and one FAT16 partition from byte 1048576,',
  'labelled ACCORD, with this file in it. It holds no system and does not boot.',
  'Upload it, share it, attach it to a server as a data disk, delete it.',
  '',
].join('\r\n');

/** The sample disk, 8 MiB of raw bytes, the same ones at every call. */
export function makeSampleDisk(): Buffer {
  const disk = Buffer.alloc(DISK_SECTORS * SECTOR);
  writePartitionTable(disk.subarray(0, SECTOR));
  writeFileSystem(disk.subarray(PARTITION_START * SECTOR));
  return disk;
}

function writePartitionTable(sector: Buffer): void {
  NOT_BOOTABLE.copy(sector);
  sector.writeUInt32LE(SERIAL, 440);
  const entry = sector.subarray(446, 462);
  writeCylinderHeadSector(entry.subarray(1, 4), PARTITION_START);
  entry.writeUInt8(FAT16_LBA, 4);
  writeCylinderHeadSector(entry.subarray(5, 8), DISK_SECTORS - 1);
  entry.writeUInt32LE(PARTITION_START, 8);
  entry.writeUInt32LE(PARTITION_SECTORS, 12);
  sector.writeUInt16LE(0xaa55, 510);
}

/** A sector's address in the usual geometry of 255 heads and 63 sectors. */
function writeCylinderHeadSector(target: Buffer, sector: number): void {
  const cylinder = Math.floor(sector / (255 * 63));
  target.writeUInt8(Math.floor(sector / 63) % 255, 0);
  target.writeUInt8((sector % 63) + 1 + ((cylinder >> 8) << 6), 1);
  target.writeUInt8(cylinder & 0xff, 2);
}

function writeFileSystem(partition: Buffer): void {
  const content = Buffer.from(README, 'ascii');
  writeBootSector(partition.subarray(0, SECTOR));
  for (let copy = 0; copy < FAT_COUNT; copy += 1) {
    writeAllocations(partition.subarray((FIRST_FAT + copy * FAT_SECTORS) * SECTOR), content.length);
  }
  const root = partition.subarray(ROOT_START * SECTOR);
  writeEntry(root.subarray(0, 32), { name: LABEL, attribute: 0x08, cluster: 0, length: 0 });
  const readme = { name: 'README  TXT', attribute: 0x20, cluster: 2, length: content.length };
  writeEntry(root.subarray(32, 64), readme);
  content.copy(partition, DATA_START * SECTOR);
}

/** The BIOS parameter block (Microsoft, FAT: General Overview of On-Disk Format). */
function writeBootSector(sector: Buffer): void {
  Buffer.from([0xeb, 0x3c, 0x90]).copy(sector);
  sector.write('ACCORD  ', 3, 'ascii');
  sector.writeUInt16LE(SECTOR, 11);
  sector.writeUInt8(SECTORS_PER_CLUSTER, 13);
  sector.writeUInt16LE(FIRST_FAT, 14);
  sector.writeUInt8(FAT_COUNT, 16);
  sector.writeUInt16LE(ROOT_ENTRIES, 17);
  sector.writeUInt16LE(PARTITION_SECTORS, 19);
  sector.writeUInt8(FIXED_DISK, 21);
  sector.writeUInt16LE(FAT_SECTORS, 22);
  sector.writeUInt16LE(63, 24);
  sector.writeUInt16LE(255, 26);
  sector.writeUInt32LE(PARTITION_START, 28);
  sector.writeUInt8(0x80, 36);
  sector.writeUInt8(0x29, 38);
  sector.writeUInt32LE(SERIAL, 39);
  sector.write(`${LABEL}FAT16   `, 43, 'ascii');
  NOT_BOOTABLE.copy(sector, 62);
  sector.writeUInt16LE(0xaa55, 510);
}

/** One allocation table: its two reserved entries, then the one file's chain from cluster 2. */
function writeAllocations(table: Buffer, length: number): void {
  table.writeUInt16LE(0xff00 | FIXED_DISK, 0);
  table.writeUInt16LE(END_OF_CHAIN, 2);
  const last = 1 + Math.ceil(length / (SECTORS_PER_CLUSTER * SECTOR));
  for (let cluster = 2; cluster <= last; cluster += 1) {
    table.writeUInt16LE(cluster === last ? END_OF_CHAIN : cluster + 1, cluster * 2);
  }
}

interface DirectoryEntry {
  /** eight letters and three, padded with spaces */
  name: string;
  attribute: number;
  cluster: number;
  /** bytes */
  length: number;
}

function writeEntry(target: Buffer, { name, attribute, cluster, length }: DirectoryEntry): void {
  target.write(name, 0, 'ascii');
  target.writeUInt8(attribute, 11);
  target.writeUInt16LE(DATE, 16);
  target.writeUInt16LE(DATE, 18);
  target.writeUInt16LE(DATE, 24);
  target.writeUInt16LE(cluster, 26);
  target.writeUInt32LE(length, 28);
}
