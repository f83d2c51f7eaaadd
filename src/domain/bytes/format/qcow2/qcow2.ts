// qcow2, versions 2 and 3 (layout: QEMU docs/interop/qcow2). An image that names another file,
// uses a feature we do not know, or whose tables do not fit the file is a danger.
import { readAt, readUpTo } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { danger, sighting } from '../finding.ts';
import type { Danger, Sighting } from '../finding.ts';
import { checkLuksHeader } from '../luks.ts';
import { readExtensions } from './extensions.ts';
import {
  hasBit,
  INCOMPATIBLE,
  parseQcow2Header,
  V2_HEADER_LENGTH,
  V3_HEADER_LENGTH,
} from './header.ts';
import type { Qcow2Header } from './header.ts';
import { checkTables } from './tables.ts';

const MAGIC = Buffer.from([0x51, 0x46, 0x49, 0xfb]);
const KNOWN_FEATURES = Object.values(INCOMPATIBLE).reduce((all, bit) => all | bit, 0n);
const CRYPT_LUKS = 2;

/** Recognises the magic and judges the rest; null when the magic is not there. */
export async function probeQcow2(source: ByteSource): Promise<Sighting | null> {
  const bytes = await readUpTo(source, 0, V3_HEADER_LENGTH + 8);
  if (!bytes.subarray(0, 4).equals(MAGIC)) return null;
  const version = bytes.length >= 8 ? bytes.readUInt32BE(4) : null;
  if (version !== null && version !== 2 && version !== 3) {
    const reason = `The qcow image has version ${version}; only 2 and 3 are understood.`;
    return sighting(null, danger('unknown-feature', reason));
  }
  if (version === null || bytes.length < (version === 2 ? V2_HEADER_LENGTH : V3_HEADER_LENGTH)) {
    return sighting(null, danger('truncated', 'The file ends inside the qcow2 header.'));
  }
  const header = parseQcow2Header(bytes, version);
  const found =
    checkReferences(header) ??
    checkFeatures(header) ??
    checkCompression(header, bytes) ??
    (await checkBody(source, header));
  return sighting(header.virtualSize, found, header.cryptMethod !== 0);
}

function checkReferences(header: Qcow2Header): Danger | null {
  if (header.backingFileOffset !== 0) {
    return danger('refers-elsewhere', 'The qcow2 image has a backing file.');
  }
  if (hasBit(header, 'dataFile')) {
    return danger('refers-elsewhere', 'The qcow2 image keeps its data in another file.');
  }
  return null;
}

function checkFeatures(header: Qcow2Header): Danger | null {
  if ((header.incompatible & ~KNOWN_FEATURES) !== 0n) {
    return danger('unknown-feature', 'The qcow2 image uses features that are not understood.');
  }
  if (hasBit(header, 'corrupt')) {
    return danger('unclean', 'The qcow2 image is marked as corrupt.');
  }
  if (header.clusterBits < 9 || header.clusterBits > 21) {
    return danger('tables-lie', 'The cluster size of the qcow2 image is out of range.');
  }
  if (header.refcountOrder > 6) {
    return danger('tables-lie', 'The refcount width of the qcow2 image is out of range.');
  }
  if (header.cryptMethod > CRYPT_LUKS) {
    return danger('unknown-feature', 'The qcow2 image is encrypted in an unknown way.');
  }
  const minimum = header.version === 2 ? V2_HEADER_LENGTH : V3_HEADER_LENGTH;
  if (
    header.headerLength < minimum ||
    header.headerLength % 8 !== 0 ||
    header.headerLength > header.clusterSize
  ) {
    return danger('tables-lie', 'The header length of the qcow2 image is out of range.');
  }
  return null;
}

/** Byte 104 names the compression (0 zlib, 1 zstd) and must agree with its feature bit. */
function checkCompression(header: Qcow2Header, bytes: Buffer): Danger | null {
  const stated = header.headerLength > V3_HEADER_LENGTH ? (bytes[V3_HEADER_LENGTH] ?? 0) : 0;
  if (stated > 1) {
    return danger('unknown-feature', 'The qcow2 image is compressed in an unknown way.');
  }
  if ((stated !== 0) !== hasBit(header, 'compressionType')) {
    return danger('tables-lie', 'The compression of the qcow2 image contradicts its features.');
  }
  return null;
}

async function checkBody(source: ByteSource, header: Qcow2Header): Promise<Danger | null> {
  const extensions = await readExtensions(source, header);
  const tables = extensions.danger ?? (await checkTables(source, header, extensions.regions));
  if (tables !== null || header.cryptMethod !== CRYPT_LUKS) return tables;
  if (extensions.crypto === null) {
    return danger('tables-lie', 'The encrypted qcow2 image has no encryption header.');
  }
  const { offset, length } = extensions.crypto;
  const luks = await readAt(source, offset, Math.min(length, 4096));
  return luks === null
    ? danger('truncated', 'The file ends inside the encryption header.')
    : checkLuksHeader(luks, length);
}
