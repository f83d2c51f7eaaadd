const FIXED = 2;
const DYNAMIC = 3;

/** The 512-byte footer of a VHD disk of `size` bytes. */
function footer(size: number, type: number): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write('conectix', 'latin1');
  bytes.writeUInt32BE(2, 8);
  bytes.writeUInt32BE(0x10000, 12);
  bytes.writeBigUInt64BE(type === FIXED ? 0xffff_ffff_ffff_ffffn : 512n, 16);
  bytes.writeBigUInt64BE(BigInt(size), 40);
  bytes.writeBigUInt64BE(BigInt(size), 48);
  bytes.writeUInt32BE(type, 60);
  return sealVhd(bytes, 64);
}

/** Writes the checksum of a footer (at 64) or a dynamic header (at 36). */
export function sealVhd(bytes: Buffer, at: number): Buffer {
  bytes.writeUInt32BE(0, at);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.writeUInt32BE(~sum >>> 0, at);
  return bytes;
}

/** A sound fixed VHD around the guest's bytes. */
export function sampleFixedVhd(guest: Buffer = Buffer.alloc(65536)): Buffer {
  return Buffer.concat([guest, footer(guest.length, FIXED)]);
}

/** A sound empty dynamic VHD of 16 MiB with blocks of 2 MiB; `change` may spoil its footers. */
export function sampleDynamicVhd(change: (footer: Buffer) => void = () => {}): Buffer {
  const end = footer(16 * 1024 * 1024, DYNAMIC);
  change(end);
  sealVhd(end, 64);
  const header = Buffer.alloc(1024);
  header.write('cxsparse', 'latin1');
  header.writeBigUInt64BE(0xffff_ffff_ffff_ffffn, 8);
  header.writeBigUInt64BE(1536n, 16);
  header.writeUInt32BE(0x10000, 24);
  header.writeUInt32BE(8, 28);
  header.writeUInt32BE(2 * 1024 * 1024, 32);
  sealVhd(header, 36);
  return Buffer.concat([end, header, Buffer.alloc(512, 0xff), end]);
}
