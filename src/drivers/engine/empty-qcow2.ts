const CLUSTER = 64 * 1024;
/** Bytes that one entry of the first table stands for: a cluster full of entries of eight bytes, each for a cluster. */
const PER_ENTRY = (CLUSTER / 8) * CLUSTER;

/** A disk of so many bytes, up to 4 TiB, that holds nothing: a qcow2 file of four clusters, of version 2 of the format. */
export function emptyQcow2(bytes: number): Buffer {
  const file = Buffer.alloc(4 * CLUSTER);
  file.write('QFI\xfb', 0, 'latin1');
  file.writeUInt32BE(2, 4);
  file.writeUInt32BE(Math.log2(CLUSTER), 20);
  file.writeBigUInt64BE(BigInt(bytes), 24);
  file.writeUInt32BE(Math.ceil(bytes / PER_ENTRY), 36);
  file.writeBigUInt64BE(BigInt(3 * CLUSTER), 40);
  file.writeBigUInt64BE(BigInt(CLUSTER), 48);
  file.writeUInt32BE(1, 56);
  // The table of reference counts has one block, which counts each of the four clusters once.
  file.writeBigUInt64BE(BigInt(2 * CLUSTER), CLUSTER);
  for (let cluster = 0; cluster < 4; cluster++) file.writeUInt16BE(1, 2 * CLUSTER + 2 * cluster);
  return file;
}
