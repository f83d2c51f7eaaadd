// Where things lie on the disk: a boot sector with the table of partitions, a FAT partition that is started from, and the root file system.

export const sector = 512;
const mebibyte = 1024 * 1024;

export interface Partition {
  /** bytes from the disk's beginning */
  readonly start: number;
  /** bytes */
  readonly length: number;
}

export const bootPartition: Partition = { start: mebibyte, length: 31 * mebibyte };
export const rootPartition: Partition = { start: 32 * mebibyte, length: 95 * mebibyte };
/** bytes; a little is left over at the end */
export const diskLength = 128 * mebibyte;

const fat16 = 0x0e;
const linux = 0x83;
const active = 0x80;

/** The first sector: code that starts the active partition, then the table. */
export function bootSector(code: Buffer): Buffer {
  const first = Buffer.alloc(sector);
  code.copy(first, 0, 0, 440);
  first.writeUInt32LE(0xacc0_4d02, 440);
  writePartition(first.subarray(446, 462), bootPartition, fat16, active);
  writePartition(first.subarray(462, 478), rootPartition, linux, 0);
  first.writeUInt16LE(0xaa55, 510);
  return first;
}

/** Cylinders, heads and sectors say "look at the other numbers". */
function writePartition(entry: Buffer, place: Partition, type: number, flag: number): void {
  const beyond = Buffer.from([0xfe, 0xff, 0xff]);
  entry.writeUInt8(flag, 0);
  beyond.copy(entry, 1);
  entry.writeUInt8(type, 4);
  beyond.copy(entry, 5);
  entry.writeUInt32LE(place.start / sector, 8);
  entry.writeUInt32LE(place.length / sector, 12);
}
