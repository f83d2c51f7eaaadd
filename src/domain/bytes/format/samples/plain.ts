// Small sound samples of the formats that need a header and little else.
import { crc32 } from 'node:zlib';

/** A VDI of 4 MiB without an allocated block. */
export function sampleVdi(): Buffer {
  const bytes = Buffer.alloc(2048);
  bytes.write('<<< sample >>>\n', 'latin1');
  bytes.writeUInt32LE(0xbeda107f, 64);
  bytes.writeUInt32LE(0x10001, 68);
  bytes.writeUInt32LE(0x190, 72);
  bytes.writeUInt32LE(1, 76);
  bytes.writeUInt32LE(512, 340);
  bytes.writeUInt32LE(1024, 344);
  bytes.writeUInt32LE(512, 360);
  bytes.writeBigUInt64LE(4n * 1024n * 1024n, 368);
  bytes.writeUInt32LE(1024 * 1024, 376);
  bytes.writeUInt32LE(4, 384);
  bytes.fill(0xff, 512, 528);
  return bytes;
}

/** A LUKS 1 volume with one key slot. */
export function sampleLuks(): Buffer {
  const bytes = Buffer.alloc(1024 * 1024);
  bytes.write('LUKS\xba\xbe', 0, 'latin1');
  bytes.writeUInt16BE(1, 6);
  bytes.writeUInt32BE(520, 104);
  bytes.writeUInt32BE(64, 108);
  bytes.writeUInt32BE(100_000, 164);
  bytes.writeUInt32BE(0x00ac71f3, 208);
  bytes.writeUInt32BE(1_000_000, 212);
  bytes.writeUInt32BE(8, 248);
  bytes.writeUInt32BE(4000, 252);
  return bytes;
}

/** A ploop image of 4 MiB with blocks of 1 MiB. */
export function samplePloop(): Buffer {
  const bytes = Buffer.alloc(4096);
  bytes.write('WithouFreSpacExt', 'latin1');
  bytes.writeUInt32LE(2, 16);
  bytes.writeUInt32LE(2048, 28);
  bytes.writeUInt32LE(4, 32);
  bytes.writeBigUInt64LE(8192n, 36);
  return bytes;
}

/** An ISO 9660 image of 64 KiB with an empty system area. */
export function sampleIso(): Buffer {
  const bytes = Buffer.alloc(65536);
  bytes.write('\x01CD001\x01', 32768, 'latin1');
  bytes.write('\xffCD001\x01', 34816, 'latin1');
  return bytes;
}

/** Writes an MBR with one partition into the first sector. */
export function writeMbr(bytes: Buffer, type = 0x83, start = 8): Buffer {
  bytes[450] = type;
  bytes.writeUInt32LE(start, 454);
  bytes.writeUInt32LE(8, 458);
  bytes.writeUInt16LE(0xaa55, 510);
  return bytes;
}

/** Writes a protective MBR, a GPT header and its empty entries. */
export function writeGpt(bytes: Buffer): Buffer {
  writeMbr(bytes, 0xee, 1);
  const header = bytes.subarray(512, 604);
  header.write('EFI PART', 'latin1');
  header.writeUInt32LE(0x10000, 8);
  header.writeUInt32LE(92, 12);
  header.writeBigUInt64LE(1n, 24);
  header.writeBigUInt64LE(2n, 72);
  header.writeUInt32LE(128, 80);
  header.writeUInt32LE(128, 84);
  header.writeUInt32LE(crc32(bytes.subarray(1024, 1024 + 16384)), 88);
  header.writeUInt32LE(0, 16);
  header.writeUInt32LE(crc32(header), 16);
  return bytes;
}
