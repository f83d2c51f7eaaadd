// VHD ("vpc", Microsoft's Virtual Hard Disk Image Format Specification): a footer in the last 512
// bytes; a dynamic disk repeats it at the start, where a fixed disk already has the guest's bytes.
import { liesWithin, readAt, readUpTo, u64be } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';
import { danger, sighting } from './finding.ts';
import type { Danger, Sighting } from './finding.ts';
import { tableHolds } from './scan-table.ts';

const FOOTER_LENGTH = 512;
const DYNAMIC_HEADER_LENGTH = 1024;
const MAX_TABLE_BYTES = 32 * 1024 * 1024;
const UNALLOCATED = 0xffffffff;
const DISK_TYPE = { fixed: 2, dynamic: 3, differencing: 4 } as const;

export interface VhdSighting extends Sighting {
  /** the file starts with the guest's own bytes */
  fixed: boolean;
}

/** Recognises the footer's cookie at the end, or its copy at the start. */
export async function probeVhd(source: ByteSource): Promise<VhdSighting | null> {
  const head = await readUpTo(source, 0, FOOTER_LENGTH);
  const tail = await readUpTo(source, Math.max(0, source.size - FOOTER_LENGTH), FOOTER_LENGTH);
  if (isFooter(head)) {
    const complete = head.length === FOOTER_LENGTH;
    const found = complete ? await checkDynamic(source, head, tail) : truncated();
    return { ...sighting(complete ? u64be(head, 48) : null, found), fixed: false };
  }
  if (!isFooter(tail) || tail.length < FOOTER_LENGTH) return null;
  return { ...sighting(u64be(tail, 48), checkFixed(source, tail)), fixed: true };
}

function isFooter(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).toString('latin1') === 'conectix';
}

function truncated(): Danger {
  return danger('truncated', 'The file ends inside a structure of the VHD image.');
}

function checkFixed(source: ByteSource, footer: Buffer): Danger | null {
  const common = checkFooter(footer);
  if (common !== null) return common;
  if (footer.readUInt32BE(60) !== DISK_TYPE.fixed) {
    return danger('tables-lie', 'The VHD image has a dynamic footer and no header.');
  }
  return u64be(footer, 48) === source.size - FOOTER_LENGTH
    ? null
    : danger('tables-lie', 'The size in the VHD footer is not the size of its data.');
}

async function checkDynamic(
  source: ByteSource,
  copy: Buffer,
  footer: Buffer,
): Promise<Danger | null> {
  const common = checkFooter(copy);
  if (common !== null) return common;
  if (copy.readUInt32BE(60) !== DISK_TYPE.dynamic) {
    return danger(
      'tables-lie',
      'The VHD image has a fixed footer where only a dynamic one stands.',
    );
  }
  if (!isFooter(footer)) return truncated();
  if (!footer.equals(copy)) {
    return danger('tables-lie', 'The two footers of the VHD image differ.');
  }
  const header = await readAt(source, u64be(copy, 16), DYNAMIC_HEADER_LENGTH);
  return header === null ? truncated() : checkTable(source, header, u64be(copy, 48));
}

function checkFooter(footer: Buffer): Danger | null {
  const type = footer.readUInt32BE(60);
  if (type === DISK_TYPE.differencing) {
    return danger('refers-elsewhere', 'The VHD image holds only the difference to another disk.');
  }
  if (type !== DISK_TYPE.fixed && type !== DISK_TYPE.dynamic) {
    return danger('unknown-feature', 'The VHD image is of an unknown type.');
  }
  if (footer.readUInt16BE(12) !== 1) {
    return danger('unknown-feature', 'The VHD image has an unknown version.');
  }
  return checksumHolds(footer, 64)
    ? null
    : danger('tables-lie', 'The checksum of the VHD footer is wrong.');
}

/** The one's complement of the sum of all bytes but the checksum's own four. */
function checksumHolds(bytes: Buffer, at: number): boolean {
  let sum = 0;
  for (const [index, byte] of bytes.entries()) {
    if (index < at || index >= at + 4) sum += byte;
  }
  return ~sum >>> 0 === bytes.readUInt32BE(at);
}

async function checkTable(
  source: ByteSource,
  header: Buffer,
  virtualSize: number,
): Promise<Danger | null> {
  if (header.subarray(0, 8).toString('latin1') !== 'cxsparse' || !checksumHolds(header, 36)) {
    return danger('tables-lie', 'The dynamic header of the VHD image is damaged.');
  }
  const offset = u64be(header, 16);
  const entries = header.readUInt32BE(28);
  const blockSize = header.readUInt32BE(32);
  if (blockSize < 512 || (blockSize & (blockSize - 1)) !== 0) {
    return danger('tables-lie', 'The block size of the VHD image is out of range.');
  }
  if (entries * 4 > MAX_TABLE_BYTES) {
    return danger('too-large', 'The block table of the VHD image is larger than 32 MiB.');
  }
  if (entries * blockSize < virtualSize) {
    return danger('tables-lie', 'The block table of the VHD image is too small for its disk.');
  }
  const accepts = (table: Buffer, at: number) => {
    const sector = table.readUInt32BE(at);
    return sector === UNALLOCATED || sector * 512 < source.size;
  };
  const holds = await tableHolds(source, { offset, entries, width: 4, accepts });
  return holds && liesWithin(source, offset, entries * 4)
    ? null
    : danger('tables-lie', 'The block table of the VHD image points outside the file.');
}
