const POLYNOMIAL = 0x82f63b78;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? POLYNOMIAL : 0);
  return value;
});

/** CRC-32C (Castagnoli) of the bytes; the four from `blank` on count as zero. */
export function crc32c(bytes: Buffer, blank: number): number {
  let crc = 0xffffffff;
  for (const [index, byte] of bytes.entries()) {
    const counted = index >= blank && index < blank + 4 ? 0 : byte;
    crc = (crc >>> 8) ^ (TABLE[(crc ^ counted) & 0xff] ?? 0);
  }
  return ~crc >>> 0;
}
