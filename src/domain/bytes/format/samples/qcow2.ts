const CLUSTER = 65536;

/** A sound empty qcow2 of 64 MiB: header, refcount table, refcount block, L1 table, a cluster each. */
export function sampleQcow2(version: 2 | 3 = 3): Buffer {
  const bytes = Buffer.alloc(4 * CLUSTER);
  bytes.write('QFI\xfb', 0, 'latin1');
  bytes.writeUInt32BE(version, 4);
  bytes.writeUInt32BE(16, 20);
  bytes.writeBigUInt64BE(64n * 1024n * 1024n, 24);
  bytes.writeUInt32BE(1, 36);
  bytes.writeBigUInt64BE(BigInt(3 * CLUSTER), 40);
  bytes.writeBigUInt64BE(BigInt(CLUSTER), 48);
  bytes.writeUInt32BE(1, 56);
  if (version === 3) {
    bytes.writeUInt32BE(4, 96);
    bytes.writeUInt32BE(112, 100);
  }
  bytes.writeBigUInt64BE(BigInt(2 * CLUSTER), CLUSTER);
  return bytes;
}

/** Puts a header extension directly behind the header of a version 3 sample. */
export function writeExtension(bytes: Buffer, type: number, data: Buffer, length = data.length) {
  bytes.writeUInt32BE(type, 112);
  bytes.writeUInt32BE(length, 116);
  data.copy(bytes, 120);
}
