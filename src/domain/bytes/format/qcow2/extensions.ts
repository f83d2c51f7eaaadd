// The header extensions of a qcow2: a chain of (type, length, data padded to 8 bytes) after the header.
import { liesWithin, readUpTo, u64be } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { danger } from '../finding.ts';
import type { Danger } from '../finding.ts';
import type { Region } from '../overlap.ts';
import type { Qcow2Header } from './header.ts';

const READ_LIMIT = 64 * 1024;
const END = 0;
const DATA_FILE_NAME = 0x44415441;
const BACKING_FORMAT = 0xe2792aca;
const CRYPTO_HEADER = 0x0537be77;
const BITMAPS = 0x23852875;

export interface Extensions {
  /** where the LUKS header of an encrypted image lies */
  crypto: Region | null;
  /** what the extensions point at inside the file */
  regions: Region[];
  danger: Danger | null;
}

/** Walks the extensions; at most 64 KiB are read. */
export async function readExtensions(source: ByteSource, header: Qcow2Header): Promise<Extensions> {
  const areaEnd = Math.min(header.clusterSize, READ_LIMIT);
  const start = header.headerLength;
  const area = await readUpTo(source, start, areaEnd - start);
  const found: Extensions = { crypto: null, regions: [], danger: null };
  let at = 0;
  while (at + 8 <= area.length) {
    const type = area.readUInt32BE(at);
    const length = area.readUInt32BE(at + 4);
    if (type === END) return found;
    const data = area.subarray(at + 8, at + 8 + length);
    found.danger ??=
      data.length < length
        ? danger('tables-lie', 'A header extension reaches past the header of the qcow2 image.')
        : readExtension(source, type, data, found);
    if (found.danger) return found;
    at += 8 + Math.ceil(length / 8) * 8;
  }
  if (areaEnd < header.clusterSize) {
    found.danger = danger('too-large', 'The header extensions of the qcow2 image do not end.');
  }
  return found;
}

function readExtension(
  source: ByteSource,
  type: number,
  data: Buffer,
  found: Extensions,
): Danger | null {
  if (type === DATA_FILE_NAME) {
    return danger('refers-elsewhere', 'The qcow2 image names an external data file.');
  }
  if (type === BACKING_FORMAT && data.length > 0) {
    return danger('refers-elsewhere', 'The qcow2 image names the format of a backing file.');
  }
  if (type === CRYPTO_HEADER) {
    const region = pointer(data, 'encryption header', 0, 8);
    found.crypto = region;
    return place(source, region, found);
  }
  if (type === BITMAPS) return place(source, pointer(data, 'bitmap directory', 16, 8), found);
  return null;
}

function pointer(data: Buffer, name: string, offsetAt: number, lengthAt: number): Region | null {
  if (data.length < Math.max(offsetAt, lengthAt) + 8) return null;
  return { name, offset: u64be(data, offsetAt), length: u64be(data, lengthAt) };
}

function place(source: ByteSource, region: Region | null, found: Extensions): Danger | null {
  if (region === null) return danger('tables-lie', 'A qcow2 header extension is too short.');
  if (!liesWithin(source, region.offset, region.length)) {
    return danger('tables-lie', `The ${region.name} of the qcow2 image lies outside the file.`);
  }
  found.regions.push(region);
  return null;
}
