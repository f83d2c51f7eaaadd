// VDI, LUKS, QED, ploop and ISO: formats whose header says nearly everything.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sampleIso, sampleLuks, samplePloop, sampleVdi } from './samples/plain.ts';
import { changed, dangerIn, inspectBytes, inspectMade } from './samples/sources.ts';

const MIB = 1024 * 1024;

const sound: [format: string, bytes: Buffer, virtualSize: number, encrypted: boolean][] = [
  ['vdi', sampleVdi(), 4 * MIB, false],
  ['luks', sampleLuks(), MIB, true],
  ['ploop', samplePloop(), 4 * MIB, false],
  ['iso', sampleIso(), 65536, false],
];

describe('small formats built from bytes', () => {
  for (const [format, bytes, virtualSize, encrypted] of sound) {
    test(`a sound ${format} is recognised without danger`, async () => {
      const expected = { format, virtualSize, encrypted, partitionTable: null, danger: null };
      assert.deepEqual(await inspectBytes(bytes), expected);
    });
  }

  const spoiled: [what: string, code: string, sample: Buffer, change: (b: Buffer) => void][] = [
    ['a VDI difference', 'refers-elsewhere', sampleVdi(), (b) => b.writeUInt32LE(4, 76)],
    ['a VDI with a parent', 'refers-elsewhere', sampleVdi(), (b) => b.writeUInt8(1, 440)],
    ['a VDI linked to another', 'refers-elsewhere', sampleVdi(), (b) => b.writeUInt8(1, 424)],
    ['a VDI of version 2', 'unknown-feature', sampleVdi(), (b) => b.writeUInt16LE(2, 70)],
    ['a VDI larger than its map', 'tables-lie', sampleVdi(), (b) => b.writeUInt32LE(9, 372)],
    ['a VDI of 2^64 bytes', 'too-large', sampleVdi(), (b) => b.fill(0xff, 368, 376)],
    ['a VDI map over 32 MiB', 'too-large', sampleVdi(), (b) => b.fill(0xff, 384, 388)],
    ['a VDI map in the header', 'tables-lie', sampleVdi(), (b) => b.writeUInt32LE(8, 340)],
    ['a VDI map in the data', 'tables-lie', sampleVdi(), (b) => b.writeUInt32LE(1020, 340)],
    ['a VDI block of 0 bytes', 'tables-lie', sampleVdi(), (b) => b.writeUInt32LE(0, 376)],
    ['a VDI block behind the end', 'tables-lie', sampleVdi(), (b) => b.writeUInt32LE(3, 512)],
    ['a VDI with too many blocks', 'tables-lie', sampleVdi(), (b) => b.writeUInt32LE(5, 388)],
    ['LUKS of version 3', 'unknown-feature', sampleLuks(), (b) => b.writeUInt16BE(3, 6)],
    ['a costly LUKS digest', 'costly-key', sampleLuks(), (b) => b.fill(0xff, 164, 168)],
    ['a costly LUKS slot', 'costly-key', sampleLuks(), (b) => b.fill(0xff, 212, 216)],
    ['a LUKS key of 0 bytes', 'tables-lie', sampleLuks(), (b) => b.writeUInt32BE(0, 108)],
    ['a LUKS slot behind the end', 'tables-lie', sampleLuks(), (b) => b.fill(0xff, 248, 252)],
    ['LUKS stripes without end', 'tables-lie', sampleLuks(), (b) => b.fill(0xff, 252, 256)],
    ['a LUKS payload outside', 'tables-lie', sampleLuks(), (b) => b.fill(0xff, 104, 108)],
    ['ploop of version 3', 'unknown-feature', samplePloop(), (b) => b.writeUInt32LE(3, 16)],
    ['a ploop block of 0 bytes', 'tables-lie', samplePloop(), (b) => b.writeUInt32LE(0, 28)],
    ['a ploop table over 32 MiB', 'too-large', samplePloop(), (b) => b.fill(0xff, 32, 36)],
    ['a ploop table cut off', 'tables-lie', samplePloop(), (b) => b.writeUInt32LE(9999, 32)],
    ['a ploop size over its table', 'tables-lie', samplePloop(), (b) => b.writeUInt8(1, 40)],
    ['a ploop size of 2^64', 'too-large', samplePloop(), (b) => b.fill(0xff, 36, 44)],
    ['a ploop extension outside', 'tables-lie', samplePloop(), (b) => b.writeUInt8(1, 60)],
    ['a ploop block behind the end', 'tables-lie', samplePloop(), (b) => b.writeUInt8(9, 64)],
  ];
  for (const [what, code, sample, change] of spoiled) {
    test(`${what} is a danger`, async () => {
      assert.equal(await dangerIn(changed(sample, change)), code);
    });
  }

  for (const [format, bytes] of sound.slice(0, 3)) {
    test(`a ${format} that ends inside its header is a danger`, async () => {
      assert.equal(await dangerIn(bytes.subarray(0, format === 'vdi' ? 80 : 40)), 'truncated');
    });
  }

  test('a LUKS 2 header is recognised, with its second copy required', async () => {
    const luks2 = changed(sampleLuks(), (b) => {
      b.writeUInt16BE(2, 6);
      b.writeBigUInt64BE(16384n, 8);
      b.writeBigUInt64BE(0n, 256);
    });
    const whole = await inspectBytes(luks2);
    assert.deepEqual([whole.encrypted, whole.danger], [true, null]);
    assert.equal(await dangerIn(luks2.subarray(0, 20000)), 'truncated');
  });

  test('a UDF image without ISO 9660 is an iso', async () => {
    const bytes = Buffer.alloc(65536);
    bytes.write('\0BEA01', 32768, 'latin1');
    bytes.write('\0NSR02', 34816, 'latin1');
    assert.equal((await inspectBytes(bytes)).format, 'iso');
  });
});

describe('small formats made by real tools', () => {
  const made: [what: string, format: string, size: number, options: string][] = [
    ['a dynamic VDI', 'vdi', 16 * MIB, '-f vdi a 16M'],
    ['a static VDI', 'vdi', 16 * MIB, '-f vdi -o static=on a 16M'],
    ['a VDI of 4 TiB', 'vdi', 2 ** 42, '-f vdi a 4T'],
    ['a Parallels disk', 'ploop', 16 * MIB, '-f parallels a 16M'],
  ];
  for (const [what, format, size, options] of made) {
    test(`${what} has no danger`, async () => {
      const write = 'qemu-io -c "write 3M 3M" a';
      const finding = await inspectMade('a', `qemu-img create ${options}`, write);
      assert.deepEqual([finding.format, finding.virtualSize, finding.danger], [format, size, null]);
    });
  }

  test('a LUKS volume is encrypted and no danger', async () => {
    const options = '--object secret,id=s,data=password -o key-secret=s,iter-time=10';
    const finding = await inspectMade('a', `qemu-img create -f luks ${options} a 4M`);
    assert.deepEqual([finding.format, finding.encrypted, finding.danger], ['luks', true, null]);
  });

  test('a QED image is never accepted', async () => {
    const finding = await inspectMade('a', 'qemu-img create -f qed a 4M');
    assert.deepEqual([finding.format, finding.danger?.code], ['qed', 'forbidden-format']);
  });
});
