// VirtualBox's VDI: one header, one block map of 32-bit indices.
import { liesWithin, readUpTo, u64le } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';
import { danger, sighting } from './finding.ts';
import type { Danger, Sighting } from './finding.ts';
import { tableHolds } from './scan-table.ts';

const SIGNATURE = 0xbeda107f;
const HEADER_LENGTH = 472;
const DYNAMIC = 1;
const STATIC = 2;
const UNALLOCATED = 0xfffffffe;
const MAX_MAP_BYTES = 32 * 1024 * 1024;

/** Recognises the signature at byte 64; null when it is not there. */
export async function probeVdi(source: ByteSource): Promise<Sighting | null> {
  const bytes = await readUpTo(source, 0, HEADER_LENGTH);
  if (bytes.length < 68 || bytes.readUInt32LE(64) !== SIGNATURE) return null;
  if (bytes.length < HEADER_LENGTH) {
    return sighting(null, danger('truncated', 'The file ends inside the VDI header.'));
  }
  const found = checkKind(bytes) ?? (await checkBlocks(source, bytes));
  return sighting(u64le(bytes, 368), found);
}

function checkKind(bytes: Buffer): Danger | null {
  if (bytes.readUInt16LE(70) !== 1) {
    return danger('unknown-feature', 'The VDI image has an unknown version.');
  }
  const kind = bytes.readUInt32LE(76);
  const parents = bytes.subarray(424, 456);
  if ((kind !== DYNAMIC && kind !== STATIC) || parents.some((byte) => byte !== 0)) {
    return danger('refers-elsewhere', 'The VDI image holds only the difference to another disk.');
  }
  return null;
}

async function checkBlocks(source: ByteSource, bytes: Buffer): Promise<Danger | null> {
  const offset = bytes.readUInt32LE(340);
  const dataOffset = bytes.readUInt32LE(344);
  const virtualSize = u64le(bytes, 368);
  const blockSize = bytes.readUInt32LE(376);
  const blocks = bytes.readUInt32LE(384);
  if (bytes.readUInt32LE(360) !== 512 || blockSize < 512 || blockSize % 512 !== 0) {
    return danger('tables-lie', 'The block size of the VDI image is out of range.');
  }
  if (blocks * 4 > MAX_MAP_BYTES) {
    return danger('too-large', 'The block map of the VDI image is larger than 32 MiB.');
  }
  if (blocks * blockSize < virtualSize || bytes.readUInt32LE(388) > blocks) {
    return danger('tables-lie', 'The block map of the VDI image does not fit its disk.');
  }
  if (offset < HEADER_LENGTH || offset + blocks * 4 > dataOffset) {
    return danger('tables-lie', 'The block map of the VDI image overlaps its header or its data.');
  }
  const accepts = (map: Buffer, at: number) => {
    const block = map.readUInt32LE(at);
    return block >= UNALLOCATED || (block < blocks && dataOffset + block * blockSize < source.size);
  };
  const holds = await tableHolds(source, { offset, entries: blocks, width: 4, accepts });
  return holds && liesWithin(source, offset, blocks * 4)
    ? null
    : danger('tables-lie', 'The block map of the VDI image points outside the file.');
}
