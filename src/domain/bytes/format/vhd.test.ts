import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { writeMbr } from './samples/plain.ts';
import { changed, dangerIn, inspectBytes, inspectMade } from './samples/sources.ts';
import { sampleDynamicVhd, sampleFixedVhd, sealVhd } from './samples/vhd.ts';

const MIB = 1024 * 1024;
const header = (bytes: Buffer) => bytes.subarray(512, 1536);

describe('vhd built from bytes', () => {
  test('a sound dynamic disk is recognised without danger', async () => {
    const finding = await inspectBytes(sampleDynamicVhd());
    assert.deepEqual(
      [finding.format, finding.virtualSize, finding.danger],
      ['vhd', 16 * MIB, null],
    );
  });

  test('a fixed disk with partitions in it is a vhd', async () => {
    const finding = await inspectBytes(sampleFixedVhd(writeMbr(Buffer.alloc(65536))));
    assert.deepEqual([finding.format, finding.virtualSize], ['vhd', 65536]);
    assert.deepEqual([finding.partitionTable, finding.danger], ['mbr', null]);
  });

  const spoiled: [what: string, code: string, bytes: Buffer][] = [
    ['a parent', 'refers-elsewhere', sampleDynamicVhd((f) => f.writeUInt32BE(4, 60))],
    ['an unknown type', 'unknown-feature', sampleDynamicVhd((f) => f.writeUInt32BE(9, 60))],
    ['a fixed footer at its start', 'tables-lie', sampleDynamicVhd((f) => f.writeUInt32BE(2, 60))],
    ['an unknown version', 'unknown-feature', sampleDynamicVhd((f) => f.writeUInt16BE(2, 12))],
    ['a size of 2^63', 'too-large', sampleDynamicVhd((f) => f.writeBigUInt64BE(2n ** 63n, 48))],
    ['a size over its table', 'tables-lie', sampleDynamicVhd((f) => f.writeUInt32BE(2 ** 31, 52))],
    ['a header far away', 'truncated', sampleDynamicVhd((f) => f.writeBigUInt64BE(2n ** 60n, 16))],
    ['no footer at its end', 'truncated', sampleDynamicVhd().subarray(0, 2048)],
    ['half a footer', 'truncated', sampleDynamicVhd().subarray(0, 100)],
    [
      'two different footers',
      'tables-lie',
      changed(sampleDynamicVhd(), (b) => b.fill(1, 2200, 2210)),
    ],
    ['a wrong checksum', 'tables-lie', changed(sampleDynamicVhd(), (b) => b.writeUInt8(1, 100))],
    ['a damaged header', 'tables-lie', changed(sampleDynamicVhd(), (b) => b.writeUInt8(1, 600))],
    [
      'a block behind the end',
      'tables-lie',
      changed(sampleDynamicVhd(), (b) => b.fill(1, 1536, 1540)),
    ],
    ['a fixed size that is not its own', 'tables-lie', sampleFixedVhd().subarray(512)],
    ['a dynamic footer without a header', 'tables-lie', sampleDynamicVhd().subarray(512)],
  ];
  for (const [what, code, bytes] of spoiled) {
    test(`a disk with ${what} is a danger`, async () => {
      assert.equal(await dangerIn(bytes), code);
    });
  }

  const spoiledHeaders: [what: string, code: string, change: (header: Buffer) => void][] = [
    ['a table behind the end', 'tables-lie', (h) => h.writeBigUInt64BE(2n ** 62n, 16)],
    ['a table over 32 MiB', 'too-large', (h) => h.writeUInt32BE(0xffffffff, 28)],
    ['too few entries', 'tables-lie', (h) => h.writeUInt32BE(7, 28)],
    ['more entries than bytes', 'tables-lie', (h) => h.writeUInt32BE(8_000_000, 28)],
    ['blocks of 0 bytes', 'tables-lie', (h) => h.writeUInt32BE(0, 32)],
    ['blocks of 3 MiB', 'tables-lie', (h) => h.writeUInt32BE(3 * MIB, 32)],
  ];
  for (const [what, code, change] of spoiledHeaders) {
    test(`a dynamic header with ${what} is a danger`, async () => {
      const bytes = changed(sampleDynamicVhd(), (copy) => {
        change(header(copy));
        sealVhd(header(copy), 36);
      });
      assert.equal(await dangerIn(bytes), code);
    });
  }
});

describe('vhd made by qemu-img', () => {
  for (const subformat of ['dynamic', 'fixed']) {
    test(`a ${subformat} disk with data has no danger`, async () => {
      const options = `subformat=${subformat},force_size=on`;
      const finding = await inspectMade(
        'a',
        `qemu-img create -f vpc -o ${options} a 16M`,
        'qemu-io -f vpc -c "write 3M 3M" a',
      );
      assert.deepEqual(
        [finding.format, finding.virtualSize, finding.danger],
        ['vhd', 16 * MIB, null],
      );
    });
  }

  test('a disk of 2000 GiB has no danger', async () => {
    const create = 'qemu-img create -f vpc -o force_size=on a 2000G';
    const finding = await inspectMade('a', create);
    assert.deepEqual([finding.virtualSize, finding.danger], [2000 * 1024 * MIB, null]);
  });
});
