// VHDX (Microsoft, [MS-VHDX]): headers and region tables in the first MiB, then metadata and a
// block table ("BAT") somewhere behind.
import { readUpTo } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { danger, sighting } from '../finding.ts';
import type { Danger, Sighting } from '../finding.ts';
import type { Region } from '../overlap.ts';
import { tableHolds } from '../scan-table.ts';
import { readVhdxMetadata } from './metadata.ts';
import type { VhdxMetadata } from './metadata.ts';
import { checkVhdxHeaders, readVhdxRegions } from './regions.ts';

const MIB = 1024 * 1024;
const MAX_VIRTUAL_SIZE = 64 * MIB * MIB;
const FULLY_PRESENT = 6;
const PARTIALLY_PRESENT = 7;

/** Recognises the signature; null when it is not there. */
export async function probeVhdx(source: ByteSource): Promise<Sighting | null> {
  const bytes = await readUpTo(source, 0, 8);
  if (bytes.toString('latin1') !== 'vhdxfile') return null;
  const headers = await checkVhdxHeaders(source);
  if (headers !== null) return sighting(null, headers);
  const table = await readVhdxRegions(source);
  if ('danger' in table) return sighting(null, table.danger);
  const { blockTable, metadata: place } = table.regions;
  const items = await readVhdxMetadata(source, place);
  if ('danger' in items) return sighting(null, items.danger);
  const { metadata } = items;
  const found = checkMeasures(metadata) ?? (await checkBlocks(source, blockTable, metadata));
  return sighting(metadata.virtualSize, found);
}

function checkMeasures({ virtualSize, blockSize, logicalSector }: VhdxMetadata): Danger | null {
  if (logicalSector !== 512 && logicalSector !== 4096) {
    return danger('tables-lie', 'The sector size of the VHDX image is out of range.');
  }
  if (blockSize < MIB || blockSize > 256 * MIB || (blockSize & (blockSize - 1)) !== 0) {
    return danger('tables-lie', 'The block size of the VHDX image is out of range.');
  }
  if (virtualSize > MAX_VIRTUAL_SIZE) {
    return danger('too-large', 'The virtual size of the VHDX image is over 64 TiB.');
  }
  return virtualSize % logicalSector === 0
    ? null
    : danger('tables-lie', 'The virtual size of the VHDX image is not a number of sectors.');
}

async function checkBlocks(
  source: ByteSource,
  region: Region,
  { virtualSize, blockSize, logicalSector }: VhdxMetadata,
): Promise<Danger | null> {
  // After each chunk's payload entries the table has one entry for its sector bitmap.
  const blocks = Math.ceil(virtualSize / blockSize);
  const blocksPerChunk = (2 ** 23 * logicalSector) / blockSize;
  const entries = blocks + Math.floor(Math.max(0, blocks - 1) / blocksPerChunk);
  if (entries * 8 > region.length) {
    return danger('tables-lie', 'The block table of the VHDX image is too small for its disk.');
  }
  const accepts = (table: Buffer, at: number) => {
    const state = table.readUInt32LE(at) & 7;
    const offset = Number(table.readBigUInt64LE(at) >> 20n) * MIB;
    if (state === PARTIALLY_PRESENT) return false;
    return state !== FULLY_PRESENT || (offset >= MIB && offset < source.size);
  };
  const table = { offset: region.offset, entries, width: 8 as const, accepts };
  return (await tableHolds(source, table))
    ? null
    : danger('tables-lie', 'The block table of the VHDX image points outside the file.');
}
