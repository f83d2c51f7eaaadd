// The end of a stream-optimized VMDK: a marker sector, the footer (a second header, which readers
// believe over the first), and an end-of-stream marker. They must agree with the header.
import { readAt } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { danger } from '../finding.ts';
import type { Danger } from '../finding.ts';
import { parseVmdkHeader, repeatsHeader, SECTOR, SPARSE_MAGIC } from './header.ts';
import type { VmdkHeader } from './header.ts';

const FOOTER_MARKER = 3;

/** The footer of the file when it is sound, else what is wrong with it. */
export async function readVmdkFooter(
  source: ByteSource,
  header: VmdkHeader,
): Promise<{ footer: VmdkHeader } | { danger: Danger }> {
  const end = await readAt(source, source.size - 3 * SECTOR, 3 * SECTOR);
  if (end === null) return bad('truncated', 'ends before its footer');
  const marker = end.subarray(0, SECTOR);
  const bytes = end.subarray(SECTOR, 2 * SECTOR);
  if (bytes.readUInt32LE(0) !== SPARSE_MAGIC) return bad('truncated', 'ends without its footer');
  if (
    marker.readBigUInt64LE(0) !== 1n ||
    marker.readUInt32LE(8) !== 0 ||
    marker.readUInt32LE(12) !== FOOTER_MARKER ||
    !isZero(marker.subarray(16)) ||
    !isZero(end.subarray(2 * SECTOR))
  ) {
    return bad('tables-lie', 'has damaged markers around its footer');
  }
  const footer = parseVmdkHeader(bytes);
  if (footer.directoryAtEnd) return bad('tables-lie', 'has a footer that points to a footer');
  if (!repeatsHeader(footer, header)) {
    return bad('tables-lie', 'has a footer that contradicts its header');
  }
  return { footer };
}

function bad(code: 'tables-lie' | 'truncated', what: string): { danger: Danger } {
  return { danger: danger(code, `The VMDK image ${what}.`) };
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}
