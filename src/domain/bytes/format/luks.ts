// LUKS 1 (cryptsetup's on-disk format specification) and LUKS 2 headers. A LUKS volume is attached
// to guests as it is, so its virtual size is the file's; only its header is judged here.
import { readUpTo, u64be } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';
import { danger, sighting } from './finding.ts';
import type { Danger, Sighting } from './finding.ts';

const MAGIC = Buffer.from('LUKS\xba\xbe', 'latin1');
const V1_HEADER_LENGTH = 592;
const V1_SLOTS = 8;
const SLOT_ACTIVE = 0x00ac71f3;
const V2_HEADER_SIZES = new Set([16, 32, 64, 128, 256, 512, 1024, 2048, 4096]);

/** Fast machines choose up to ten million rounds for a two-second unlock; more is a trap. */
const MAX_ITERATIONS = 12_000_000;
const MAX_STRIPES = 4000;

/** Recognises a LUKS volume that fills the file. */
export async function probeLuks(source: ByteSource): Promise<Sighting | null> {
  const bytes = await readUpTo(source, 0, 4096);
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  return sighting(source.size, checkLuksHeader(bytes, source.size), true);
}

/**
 * Judges a LUKS header. `bytes` are the first (up to) 4 KiB of it, `available` the bytes of the
 * file, or of the region, that it may use.
 */
export function checkLuksHeader(bytes: Buffer, available: number): Danger | null {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    return danger('tables-lie', 'The encryption header is not a LUKS header.');
  }
  if (bytes.length < V1_HEADER_LENGTH) {
    return danger('truncated', 'The file ends inside the LUKS header.');
  }
  const version = bytes.readUInt16BE(6);
  if (version === 1) return checkVersion1(bytes, available);
  if (version === 2) return checkVersion2(bytes, available);
  return danger('unknown-feature', `The LUKS header has the unknown version ${version}.`);
}

function checkVersion1(bytes: Buffer, available: number): Danger | null {
  const keyBytes = bytes.readUInt32BE(108);
  if (keyBytes === 0 || keyBytes > 128) {
    return danger('tables-lie', 'The key length in the LUKS header is out of range.');
  }
  if (bytes.readUInt32BE(164) > MAX_ITERATIONS) return tooManyIterations();
  for (let slot = 0; slot < V1_SLOTS; slot += 1) {
    const at = 208 + slot * 48;
    if (bytes.readUInt32BE(at) !== SLOT_ACTIVE) continue;
    if (bytes.readUInt32BE(at + 4) > MAX_ITERATIONS) return tooManyIterations();
    const keyOffset = bytes.readUInt32BE(at + 40) * 512;
    const stripes = bytes.readUInt32BE(at + 44);
    if (stripes === 0 || stripes > MAX_STRIPES || keyOffset < V1_HEADER_LENGTH) {
      return danger('tables-lie', 'A key slot of the LUKS header is out of range.');
    }
    if (keyOffset + stripes * keyBytes > available) {
      return danger('tables-lie', 'A key slot of the LUKS header lies outside the file.');
    }
  }
  // In a qcow2 the header may end exactly where its region does: the payload is in the clusters.
  return bytes.readUInt32BE(104) * 512 > available
    ? danger('tables-lie', 'The payload of the LUKS volume lies outside the file.')
    : null;
}

function checkVersion2(bytes: Buffer, available: number): Danger | null {
  const headerBytes = u64be(bytes, 8);
  if (!V2_HEADER_SIZES.has(headerBytes / 1024) || u64be(bytes, 256) !== 0) {
    return danger('tables-lie', 'The LUKS 2 header states a size or a place it cannot have.');
  }
  // The header is followed by its second copy.
  return 2 * headerBytes > available
    ? danger('truncated', 'The file ends inside the LUKS 2 header.')
    : null;
}

function tooManyIterations(): Danger {
  return danger('costly-key', 'The LUKS header asks for an absurd number of key iterations.');
}
