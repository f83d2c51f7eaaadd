import { crc32c } from '../vhdx/crc32c.ts';
import { VHDX } from '../vhdx/guid.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Where the sample keeps its structures. */
export const VHDX_PLACES = {
  headers: [64 * KIB, 128 * KIB],
  regionTables: [192 * KIB, 256 * KIB],
  metadata: 2 * MIB,
  items: 2 * MIB + 64 * KIB,
  blockTable: 3 * MIB,
} as const;

/** A sound empty VHDX of 16 MiB with blocks of 8 MiB; `change` may spoil it before it is sealed. */
export function sampleVhdx(change: (bytes: Buffer) => void = () => {}): Buffer {
  const bytes = Buffer.alloc(4 * MIB);
  bytes.write('vhdxfile', 'latin1');
  for (const [index, at] of VHDX_PLACES.headers.entries()) {
    bytes.write('head', at, 'latin1');
    bytes.writeBigUInt64LE(BigInt(index + 1), at + 8);
    bytes.writeUInt16LE(1, at + 66);
  }
  for (const at of VHDX_PLACES.regionTables) {
    bytes.write('regi', at, 'latin1');
    bytes.writeUInt32LE(2, at + 8);
    writeRegion(bytes, at + 16, VHDX.blockTable, VHDX_PLACES.blockTable);
    writeRegion(bytes, at + 48, VHDX.metadata, VHDX_PLACES.metadata);
  }
  bytes.write('metadata', VHDX_PLACES.metadata, 'latin1');
  bytes.writeUInt16LE(3, VHDX_PLACES.metadata + 10);
  writeItem(bytes, 0, VHDX.fileParameters, 8);
  writeItem(bytes, 1, VHDX.virtualSize, 8);
  writeItem(bytes, 2, VHDX.logicalSector, 4);
  bytes.writeUInt32LE(8 * MIB, VHDX_PLACES.items);
  bytes.writeBigUInt64LE(BigInt(16 * MIB), VHDX_PLACES.items + 8);
  bytes.writeUInt32LE(512, VHDX_PLACES.items + 16);
  change(bytes);
  for (const at of VHDX_PLACES.headers) seal(bytes.subarray(at, at + 4 * KIB));
  for (const at of VHDX_PLACES.regionTables) seal(bytes.subarray(at, at + 64 * KIB));
  return bytes;
}

/** Writes one entry of a region table. */
export function writeRegion(bytes: Buffer, at: number, name: string, offset: number): void {
  writeGuid(bytes, at, name);
  bytes.writeBigUInt64LE(BigInt(offset), at + 16);
  bytes.writeUInt32LE(MIB, at + 24);
  bytes.writeUInt32LE(1, at + 28);
}

/** Writes the metadata entry with this index, whose item takes 8 bytes of the item area. */
export function writeItem(bytes: Buffer, index: number, name: string, length: number): void {
  const at = VHDX_PLACES.metadata + 32 + index * 32;
  writeGuid(bytes, at, name);
  bytes.writeUInt32LE(64 * KIB + index * 8, at + 16);
  bytes.writeUInt32LE(length, at + 20);
  bytes.writeUInt32LE(4, at + 24);
}

function writeGuid(bytes: Buffer, at: number, name: string): void {
  const hex = Buffer.from(name.replaceAll('-', ''), 'hex');
  hex.subarray(0, 4).reverse();
  hex.subarray(4, 6).reverse();
  hex.subarray(6, 8).reverse();
  hex.copy(bytes, at);
}

function seal(bytes: Buffer): void {
  bytes.writeUInt32LE(crc32c(bytes, 4), 4);
}
