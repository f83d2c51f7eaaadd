import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changed, dangerIn, inspectBytes, inspectMade } from '../samples/sources.ts';
import { sampleVhdx, VHDX_PLACES, writeItem, writeRegion } from '../samples/vhdx.ts';
import { VHDX } from './guid.ts';

const MIB = 1024 * 1024;
const { headers, regionTables, metadata, items, blockTable } = VHDX_PLACES;
const UNKNOWN = '00000000-1111-2222-3333-444444444444';

function inRegionTables(bytes: Buffer, change: (table: Buffer) => void): void {
  for (const at of regionTables) change(bytes.subarray(at, at + 65536));
}

describe('vhdx built from bytes', () => {
  test('a sound image is recognised without danger', async () => {
    const finding = await inspectBytes(sampleVhdx());
    assert.deepEqual(
      [finding.format, finding.virtualSize, finding.danger],
      ['vhdx', 16 * MIB, null],
    );
  });

  const spoiled: [what: string, code: string, change: (bytes: Buffer) => void][] = [
    ['a log to replay', 'unclean', (b) => b.writeUInt8(1, headers[1] + 48)],
    ['an unknown version', 'unknown-feature', (b) => b.writeUInt16LE(2, headers[1] + 66)],
    ['2048 regions', 'tables-lie', (b) => inRegionTables(b, (t) => t.writeUInt32LE(2048, 8))],
    ['different region tables', 'tables-lie', (b) => b.writeUInt8(1, regionTables[1] + 9000)],
    ['a far region', 'tables-lie', (b) => inRegionTables(b, (t) => t.fill(0x7f, 34, 40))],
    ['a huge region', 'tables-lie', (b) => inRegionTables(b, (t) => t.fill(0xff, 40, 44))],
    ['a region at 0', 'tables-lie', (b) => inRegionTables(b, (t) => t.fill(0, 32, 40))],
    ['the metadata missing', 'tables-lie', (b) => inRegionTables(b, (t) => t.writeUInt32LE(1, 8))],
    [
      'overlapping regions',
      'tables-lie',
      (b) => inRegionTables(b, (t) => writeRegion(t, 48, VHDX.metadata, blockTable)),
    ],
    [
      'a region twice',
      'tables-lie',
      (b) => inRegionTables(b, (t) => writeRegion(t, 48, VHDX.blockTable, metadata)),
    ],
    [
      'an unknown required region',
      'unknown-feature',
      (b) => inRegionTables(b, (t) => writeRegion(t, 48, UNKNOWN, metadata)),
    ],
    ['2048 metadata items', 'tables-lie', (b) => b.writeUInt16LE(2048, metadata + 10)],
    ['damaged metadata', 'tables-lie', (b) => b.write('METADATA', metadata)],
    ['a parent locator', 'refers-elsewhere', (b) => writeItem(b, 2, VHDX.parentLocator, 4)],
    ['a parent flag', 'refers-elsewhere', (b) => b.writeUInt32LE(2, items + 4)],
    ['an unknown required item', 'unknown-feature', (b) => writeItem(b, 2, UNKNOWN, 4)],
    ['an item twice', 'tables-lie', (b) => writeItem(b, 2, VHDX.virtualSize, 8)],
    ['an item too short', 'tables-lie', (b) => writeItem(b, 1, VHDX.virtualSize, 4)],
    ['an item outside', 'tables-lie', (b) => b.writeUInt32LE(0xffffffff, metadata + 32 + 16)],
    ['blocks of 3 MiB', 'tables-lie', (b) => b.writeUInt32LE(3 * MIB, items)],
    ['blocks of 512 MiB', 'tables-lie', (b) => b.writeUInt32LE(512 * MIB, items)],
    ['sectors of 7 bytes', 'tables-lie', (b) => b.writeUInt32LE(7, items + 16)],
    ['a size of 65 TiB', 'too-large', (b) => b.writeBigUInt64LE(65n * 2n ** 40n, items + 8)],
    ['a size of 2^64', 'too-large', (b) => b.fill(0xff, items + 8, items + 16)],
    ['a size over its table', 'tables-lie', (b) => b.writeBigUInt64LE(2n ** 45n, items + 8)],
    ['a broken size', 'tables-lie', (b) => b.writeBigUInt64LE(513n, items + 8)],
    ['a block from a parent', 'tables-lie', (b) => b.writeBigUInt64LE(7n, blockTable)],
    [
      'a block behind the end',
      'tables-lie',
      (b) => b.writeBigUInt64LE((9n << 20n) + 6n, blockTable),
    ],
  ];
  for (const [what, code, change] of spoiled) {
    test(`an image with ${what} is a danger`, async () => {
      assert.equal(await dangerIn(sampleVhdx(change)), code);
    });
  }

  test('an image with two damaged headers is a danger', async () => {
    const bytes = changed(sampleVhdx(), (b) => {
      for (const at of headers) b.writeUInt8(1, at + 100);
    });
    assert.equal(await dangerIn(bytes), 'tables-lie');
  });

  test('an image with one damaged header is read by the other', async () => {
    assert.equal(await dangerIn(changed(sampleVhdx(), (b) => b.writeUInt8(1, headers[1]))), null);
  });

  for (const length of [8, 100_000, 200_000, 2 * MIB, 3 * MIB]) {
    test(`an image cut after ${length} bytes is a danger`, async () => {
      assert.notEqual(await dangerIn(sampleVhdx().subarray(0, length)), null);
    });
  }
});

describe('vhdx made by qemu-img', () => {
  for (const subformat of ['dynamic', 'fixed']) {
    test(`a ${subformat} image with data has no danger`, async () => {
      const finding = await inspectMade(
        'a',
        `qemu-img create -f vhdx -o subformat=${subformat} a 16M`,
        'qemu-io -c "write 3M 3M" a',
      );
      assert.deepEqual(
        [finding.format, finding.virtualSize, finding.danger],
        ['vhdx', 16 * MIB, null],
      );
    });
  }

  test('an image of 8 TiB has no danger', async () => {
    const finding = await inspectMade('a', 'qemu-img create -f vhdx a 8T');
    assert.deepEqual([finding.virtualSize, finding.danger], [2 ** 43, null]);
  });
});
