// Random access to a finished file of untrusted bytes, and the few ways our readers touch it:
// every read is bounded, a file that ends early gives null instead of an error, and a 64-bit
// field too large for a JavaScript number reads as Infinity, which fails every bounds check.

/** A finished file. `read` returns fewer bytes than asked only at the end of the file. */
export interface ByteSource {
  readonly size: number;
  read(position: number, length: number): Promise<Buffer>;
}

/** The most bytes that are ever read of one table, in bytes. */
export const TABLE_READ_LIMIT = 1024 * 1024;

/** True when `length` bytes from `offset` are all inside the file; never for Infinity or NaN. */
export function liesWithin(source: ByteSource, offset: number, length: number): boolean {
  return offset >= 0 && length >= 0 && offset + length <= source.size;
}

/** Exactly `length` bytes from `position`, or null when the file does not have them all. */
export async function readAt(
  source: ByteSource,
  position: number,
  length: number,
): Promise<Buffer | null> {
  if (!liesWithin(source, position, length)) return null;
  const bytes = await source.read(position, length);
  return bytes.length === length ? bytes : null;
}

/** As many of `length` bytes from `position` as the file has, possibly none. */
export async function readUpTo(
  source: ByteSource,
  position: number,
  length: number,
): Promise<Buffer> {
  const available = Math.min(length, source.size - position);
  return available > 0 ? source.read(position, available) : Buffer.alloc(0);
}

/** An unsigned 64-bit little-endian field; Infinity above the safe integers. */
export function u64le(bytes: Buffer, at: number): number {
  return safe(bytes.readBigUInt64LE(at));
}

/** An unsigned 64-bit big-endian field; Infinity above the safe integers. */
export function u64be(bytes: Buffer, at: number): number {
  return safe(bytes.readBigUInt64BE(at));
}

function safe(value: bigint): number {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : Number.POSITIVE_INFINITY;
}
