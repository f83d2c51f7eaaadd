// The expandable disk of Parallels and OpenVZ ("ploop", layout: QEMU docs/interop/parallels).
import { liesWithin, readUpTo, u64le } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';
import { danger, sighting } from './finding.ts';
import type { Danger, Sighting } from './finding.ts';
import { tableHolds } from './scan-table.ts';

const OLD_MAGIC = 'WithoutFreeSpace';
const EXTENDED_MAGIC = 'WithouFreSpacExt';
const HEADER_LENGTH = 64;
const MAX_TABLE_BYTES = 32 * 1024 * 1024;

/** Recognises either magic; null when neither is there. */
export async function probePloop(source: ByteSource): Promise<Sighting | null> {
  const bytes = await readUpTo(source, 0, HEADER_LENGTH);
  const magic = bytes.subarray(0, 16).toString('latin1');
  if (magic !== OLD_MAGIC && magic !== EXTENDED_MAGIC) return null;
  if (bytes.length < HEADER_LENGTH) {
    return sighting(null, danger('truncated', 'The file ends inside the ploop header.'));
  }
  const extended = magic === EXTENDED_MAGIC;
  const sectors = extended ? u64le(bytes, 36) : bytes.readUInt32LE(36);
  return sighting(sectors * 512, await checkTable(source, bytes, sectors, extended));
}

async function checkTable(
  source: ByteSource,
  bytes: Buffer,
  sectors: number,
  extended: boolean,
): Promise<Danger | null> {
  const sectorsPerBlock = bytes.readUInt32LE(28);
  const entries = bytes.readUInt32LE(32);
  if (bytes.readUInt32LE(16) !== 2) {
    return danger('unknown-feature', 'The ploop image has an unknown version.');
  }
  if (sectorsPerBlock === 0 || sectorsPerBlock * 512 > 1024 ** 3) {
    return danger('tables-lie', 'The block size of the ploop image is out of range.');
  }
  if (entries * 4 > MAX_TABLE_BYTES) {
    return danger('too-large', 'The block table of the ploop image is larger than 32 MiB.');
  }
  if (entries * sectorsPerBlock < sectors) {
    return danger('tables-lie', 'The block table of the ploop image is too small for its disk.');
  }
  if (extended && u64le(bytes, 56) * 512 > source.size) {
    return danger('tables-lie', 'The extension of the ploop image lies outside the file.');
  }
  const unit = extended ? sectorsPerBlock * 512 : 512;
  const accepts = (table: Buffer, at: number) => table.readUInt32LE(at) * unit < source.size;
  const holds = await tableHolds(source, { offset: HEADER_LENGTH, entries, width: 4, accepts });
  return holds && liesWithin(source, HEADER_LENGTH, entries * 4)
    ? null
    : danger('tables-lie', 'The block table of the ploop image points outside the file.');
}
