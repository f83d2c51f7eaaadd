// Optical images: ISO 9660 and UDF volume descriptors from byte 32768 on, 2048 bytes each.
// The 32 KiB before them are the "system area", free for boot code and for other formats to hide in.
import { readUpTo } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';
import { sighting } from './finding.ts';
import type { Sighting } from './finding.ts';

const SYSTEM_AREA = 32768;
const DESCRIPTOR = 2048;
const MAX_DESCRIPTORS = 16;
const IDENTIFIERS = new Set(['CD001', 'NSR02', 'NSR03']);

/** Recognises a volume descriptor; a guest sees the whole file. */
export async function probeIso(source: ByteSource): Promise<Sighting | null> {
  const area = await readUpTo(source, SYSTEM_AREA, MAX_DESCRIPTORS * DESCRIPTOR);
  for (let at = 0; at + 6 <= area.length; at += DESCRIPTOR) {
    const identifier = area.subarray(at + 1, at + 6).toString('latin1');
    if (IDENTIFIERS.has(identifier)) return sighting(source.size, null);
    // UDF-only discs open with an extended-area descriptor.
    if (identifier !== 'BEA01') return null;
  }
  return null;
}
