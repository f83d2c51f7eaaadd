// The first MiB of a VHDX: two headers, of which the newer counts, and two copies of the region
// table, which must be the same so that every reader is sent to the same places.
import { liesWithin, readAt } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { crc32c } from './crc32c.ts';
import { danger } from '../finding.ts';
import type { Danger } from '../finding.ts';
import { overlapping } from '../overlap.ts';
import type { Region } from '../overlap.ts';
import { guidAt, VHDX } from './guid.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const HEADER_OFFSETS = [64 * KIB, 128 * KIB] as const;
const REGION_TABLE_OFFSETS = [192 * KIB, 256 * KIB] as const;
const MAX_REGIONS = 2047;

export interface VhdxRegions {
  blockTable: Region;
  metadata: Region;
}

/** What is wrong with the headers: damage, an unknown version, or a log still to be replayed. */
export async function checkVhdxHeaders(source: ByteSource): Promise<Danger | null> {
  let newest: Buffer | null = null;
  for (const offset of HEADER_OFFSETS) {
    const bytes = await readAt(source, offset, 4 * KIB);
    if (bytes === null) return danger('truncated', 'The file ends inside the VHDX headers.');
    if (!isSealed(bytes, 'head')) continue;
    if (newest === null || bytes.readBigUInt64LE(8) > newest.readBigUInt64LE(8)) newest = bytes;
  }
  if (newest === null) return danger('tables-lie', 'Both headers of the VHDX image are damaged.');
  if (newest.readUInt16LE(66) !== 1 || newest.readUInt16LE(64) !== 0) {
    return danger('unknown-feature', 'The VHDX image has an unknown version.');
  }
  return newest.subarray(48, 64).some((byte) => byte !== 0)
    ? danger('unclean', 'The VHDX image was not closed properly: its log would change it.')
    : null;
}

/** The two regions every VHDX has, or what is wrong with the region tables. */
export async function readVhdxRegions(
  source: ByteSource,
): Promise<{ regions: VhdxRegions } | { danger: Danger }> {
  const [first, second] = await Promise.all(
    REGION_TABLE_OFFSETS.map(async (offset) => readAt(source, offset, 64 * KIB)),
  );
  if (!first || !second) {
    return { danger: danger('truncated', 'The file ends inside the VHDX region tables.') };
  }
  if (!first.equals(second) || !isSealed(first, 'regi')) {
    return lies('The region tables of the VHDX image are damaged or differ.');
  }
  const count = first.readUInt32LE(8);
  if (count > MAX_REGIONS) return lies('The VHDX image claims too many regions.');
  const found = new Map<string, Region>();
  for (let index = 0; index < count; index += 1) {
    const at = 16 + index * 32;
    const name = guidAt(first, at);
    const known = name === VHDX.blockTable || name === VHDX.metadata;
    if (!known && (first.readUInt32LE(at + 28) & 1) !== 0) {
      const reason = 'The VHDX image requires a region that is not understood.';
      return { danger: danger('unknown-feature', reason) };
    }
    if (found.has(name)) return lies('The VHDX image has the same region twice.');
    const offset = Number(first.readBigUInt64LE(at + 16));
    const length = first.readUInt32LE(at + 24);
    if (offset < MIB || offset % MIB !== 0 || !liesWithin(source, offset, length)) {
      return lies('A region of the VHDX image lies outside the file.');
    }
    found.set(name, { name, offset, length });
  }
  if (overlapping([...found.values()])) return lies('Two regions of the VHDX image overlap.');
  const blockTable = found.get(VHDX.blockTable);
  const metadata = found.get(VHDX.metadata);
  if (!blockTable || !metadata) return lies('The VHDX image lacks a region that it needs.');
  return { regions: { blockTable, metadata } };
}

function isSealed(bytes: Buffer, signature: string): boolean {
  return bytes.toString('latin1', 0, 4) === signature && crc32c(bytes, 4) === bytes.readUInt32LE(4);
}

function lies(reason: string): { danger: Danger } {
  return { danger: danger('tables-lie', reason) };
}
