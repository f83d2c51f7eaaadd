// VMDK, only as one self-contained sparse file with its descriptor inside (monolithicSparse,
// streamOptimized). Descriptor-only files, flat, split and ESX extents all need other files.
import { liesWithin, readAt, readUpTo } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { danger, sighting } from '../finding.ts';
import type { Danger, Sighting } from '../finding.ts';
import { tableHolds } from '../scan-table.ts';
import { checkVmdkDescriptor } from './descriptor.ts';
import { readVmdkFooter } from './footer.ts';
import { parseVmdkHeader, SECTOR, SPARSE_MAGIC } from './header.ts';
import type { VmdkHeader } from './header.ts';

const LINE_ENDINGS = '\n \r\n';
const MAX_DESCRIPTOR_SECTORS = 2048;
const MAX_ENTRIES_PER_TABLE = 512;
const MAX_GRAIN_SECTORS = 128 * 1024;
const MAX_DIRECTORY_BYTES = 32 * 1024 * 1024;
const TEXT_PROBE_BYTES = 4096;

/** Recognises a sparse extent, an ESX extent, or a bare text descriptor. */
export async function probeVmdk(source: ByteSource): Promise<Sighting | null> {
  const bytes = await readUpTo(source, 0, TEXT_PROBE_BYTES);
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === SPARSE_MAGIC) {
    if (bytes.length < SECTOR) {
      return sighting(null, danger('truncated', 'The file ends inside the VMDK header.'));
    }
    const header = parseVmdkHeader(bytes);
    return sighting(header.capacitySectors * SECTOR, await checkSparse(source, header));
  }
  if (isEsxExtent(bytes) || isTextDescriptor(bytes)) {
    const reason = 'The VMDK image is only a part of a disk whose data is in other files.';
    return sighting(null, danger('refers-elsewhere', reason));
  }
  return null;
}

function isEsxExtent(bytes: Buffer): boolean {
  if (bytes.subarray(0, 4).toString('latin1') === 'COWD') return true;
  return bytes.length >= 8 && bytes.readBigUInt64LE(0) === 0xcafebaben;
}

/** What tools that guess take for a descriptor: comments and blank lines, then `version=`. */
function isTextDescriptor(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  if (/^\s*# *disk descriptorfile/i.test(text)) return true;
  const first = text.split(/\r?\n/).find((line) => !/^\s*(?:#.*)?$/.test(line));
  return first !== undefined && /^\s*version\s*=\s*\d+\s*$/i.test(first);
}

async function checkSparse(source: ByteSource, header: VmdkHeader): Promise<Danger | null> {
  return (
    checkHeader(header) ??
    (await checkDescriptor(source, header)) ??
    (await checkDirectories(source, header))
  );
}

function checkHeader(header: VmdkHeader): Danger | null {
  if (header.version < 1 || header.version > 3 || header.compression > 1) {
    return danger('unknown-feature', 'The VMDK image has an unknown version or compression.');
  }
  if (header.lineEndings !== LINE_ENDINGS) {
    return danger('tables-lie', 'The VMDK image was damaged by a text-mode transfer.');
  }
  // A reader that meets capacity 0 goes by the descriptor's extents instead.
  if (header.capacitySectors === 0) {
    return danger('tables-lie', 'The VMDK image states no capacity.');
  }
  if (header.descriptorSector !== 1 || header.descriptorSectors === 0) {
    return danger('tables-lie', 'The descriptor of the VMDK image is not where it belongs.');
  }
  if (header.descriptorSectors > MAX_DESCRIPTOR_SECTORS) {
    return danger('too-large', 'The descriptor of the VMDK image is larger than 1 MiB.');
  }
  const { grainSectors, entriesPerTable } = header;
  const powerOfTwo = (grainSectors & (grainSectors - 1)) === 0;
  if (grainSectors < 1 || grainSectors > MAX_GRAIN_SECTORS || !powerOfTwo) {
    return danger('tables-lie', 'The grain size of the VMDK image is out of range.');
  }
  if (entriesPerTable < 1 || entriesPerTable > MAX_ENTRIES_PER_TABLE) {
    return danger('tables-lie', 'The grain tables of the VMDK image are out of range.');
  }
  return null;
}

async function checkDescriptor(source: ByteSource, header: VmdkHeader): Promise<Danger | null> {
  const bytes = await readAt(source, SECTOR, header.descriptorSectors * SECTOR);
  return bytes === null
    ? danger('truncated', 'The file ends inside the descriptor of the VMDK image.')
    : checkVmdkDescriptor(bytes);
}

async function checkDirectories(source: ByteSource, header: VmdkHeader): Promise<Danger | null> {
  if (!header.directoryAtEnd) {
    return (
      (await checkDirectory(source, header, header.directorySector)) ??
      ((header.flags & 2) === 0
        ? null
        : await checkDirectory(source, header, header.redundantDirectorySector))
    );
  }
  const end = await readVmdkFooter(source, header);
  if ('danger' in end) return end.danger;
  return checkDirectory(source, header, end.footer.directorySector);
}

async function checkDirectory(
  source: ByteSource,
  header: VmdkHeader,
  sector: number,
): Promise<Danger | null> {
  const { capacitySectors, grainSectors, entriesPerTable, descriptorSectors } = header;
  const entries = Math.ceil(capacitySectors / (grainSectors * entriesPerTable));
  if (entries * 4 > MAX_DIRECTORY_BYTES) {
    return danger('too-large', 'The grain directory of the VMDK image is larger than 32 MiB.');
  }
  const offset = sector * SECTOR;
  if (sector < 1 + descriptorSectors || !liesWithin(source, offset, entries * 4)) {
    return danger('tables-lie', 'The grain directory of the VMDK image lies outside the file.');
  }
  const accepts = (directory: Buffer, at: number) => {
    const table = directory.readUInt32LE(at);
    return table === 0 || liesWithin(source, table * SECTOR, entriesPerTable * 4);
  };
  return (await tableHolds(source, { offset, entries, width: 4, accepts }))
    ? null
    : danger('tables-lie', 'A grain table of the VMDK image lies outside the file.');
}
