const SECTOR = 512;

/** The descriptor of a sound sparse VMDK of 16 MiB. */
export const VMDK_DESCRIPTOR = `# Disk DescriptorFile
version=1
CID=12345678
parentCID=ffffffff
createType="monolithicSparse"

# Extent description
RW 32768 SPARSE "disk.vmdk"

ddb.adapterType = "ide"
`;

/** A sound empty monolithicSparse VMDK: header, descriptor of 20 sectors, two grain directories. */
export function sampleVmdk(descriptor = VMDK_DESCRIPTOR): Buffer {
  const bytes = Buffer.alloc(128 * SECTOR);
  bytes.write('KDMV', 0, 'latin1');
  bytes.writeUInt32LE(1, 4);
  bytes.writeUInt32LE(3, 8);
  bytes.writeBigUInt64LE(32768n, 12);
  bytes.writeBigUInt64LE(128n, 20);
  bytes.writeBigUInt64LE(1n, 28);
  bytes.writeBigUInt64LE(20n, 36);
  bytes.writeUInt32LE(512, 44);
  bytes.writeBigUInt64LE(21n, 48);
  bytes.writeBigUInt64LE(26n, 56);
  bytes.write('\n \r\n', 73, 'latin1');
  bytes.write(descriptor, SECTOR);
  bytes.writeUInt32LE(22, 21 * SECTOR);
  bytes.writeUInt32LE(27, 26 * SECTOR);
  return bytes;
}

/** A sound streamOptimized VMDK whose grain directory is found through its footer. */
export function sampleStreamVmdk(): Buffer {
  const sparse = sampleVmdk(VMDK_DESCRIPTOR.replace('monolithicSparse', 'streamOptimized'));
  sparse.writeUInt32LE(0x30001, 8);
  sparse.writeUInt16LE(1, 77);
  const end = Buffer.alloc(3 * SECTOR);
  end.writeBigUInt64LE(1n, 0);
  end.writeUInt32LE(3, 12);
  sparse.copy(end, SECTOR, 0, SECTOR);
  sparse.writeBigUInt64LE(0xffff_ffff_ffff_ffffn, 56);
  return Buffer.concat([sparse, end]);
}
