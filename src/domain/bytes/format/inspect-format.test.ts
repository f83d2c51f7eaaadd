import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeSampleDisk } from '../../../lib/sample-disk.ts';
import { inspectFormat } from './inspect-format.ts';
import { sampleIso, sampleLuks, sampleVdi, writeGpt, writeMbr } from './samples/plain.ts';
import { sampleQcow2 } from './samples/qcow2.ts';
import {
  changed,
  countingSource,
  inspectBytes,
  inspectMade,
  memorySource,
} from './samples/sources.ts';
import { sampleFixedVhd } from './samples/vhd.ts';
import { sampleVmdk } from './samples/vmdk.ts';

const disk = () => Buffer.alloc(65536);

describe('bytes without a container', () => {
  test('a GPT makes a raw disk', async () => {
    const finding = await inspectBytes(writeGpt(disk()));
    assert.deepEqual([finding.format, finding.partitionTable], ['raw', 'gpt']);
    assert.deepEqual([finding.virtualSize, finding.danger], [65536, null]);
  });

  test('an MBR makes a raw disk', async () => {
    const finding = await inspectBytes(writeMbr(disk()));
    assert.deepEqual([finding.format, finding.partitionTable], ['raw', 'mbr']);
  });

  test('a GPT with a wrong checksum counts as its protective MBR only', async () => {
    const bytes = changed(writeGpt(disk()), (b) => b.writeUInt8(1, 1024));
    assert.equal((await inspectBytes(bytes)).partitionTable, 'mbr');
  });

  test('a FAT boot sector is a raw disk without a partition table', async () => {
    const fat = writeMbr(disk());
    Buffer.from([0xeb, 0x3c, 0x90]).copy(fat);
    fat.writeUInt16LE(512, 11);
    fat.set([4], 13);
    fat.set([2], 16);
    fat.set([0xf8], 21);
    const finding = await inspectBytes(fat);
    assert.deepEqual([finding.format, finding.partitionTable], ['raw', null]);
  });

  test('a boot flag that cannot be makes an MBR unrecognised', async () => {
    const bytes = changed(writeMbr(disk()), (b) => b.writeUInt8(0x7f, 446));
    assert.equal((await inspectBytes(bytes)).format, 'unknown');
  });

  test('nothing recognisable is unknown', async () => {
    const finding = await inspectBytes(Buffer.from('hello'));
    assert.deepEqual(
      [finding.format, finding.virtualSize, finding.danger],
      ['unknown', null, null],
    );
  });

  test('an empty file is unknown with a size of 0', async () => {
    const finding = await inspectBytes(Buffer.alloc(0));
    assert.deepEqual([finding.format, finding.virtualSize, finding.danger], ['unknown', 0, null]);
  });
});

describe('several formats at once', () => {
  const polyglots: [what: string, bytes: Buffer, format: string][] = [
    ['a qcow2 header in the system area of an ISO', overlay(sampleQcow2(), sampleIso()), 'qcow2'],
    ['a VMDK that is an ISO too', overlay(sampleVmdk(), sampleIso()), 'vmdk'],
    ['a LUKS header in an ISO', overlay(sampleLuks(), sampleIso()), 'luks'],
    ['a qcow2 header in front of a fixed VHD', sampleFixedVhd(sampleQcow2()), 'qcow2'],
    ['a qcow2 header written over the boot code of a disk', writeMbr(sampleQcow2()), 'qcow2'],
    ['a VDI with a partition table', writeMbr(sampleVdi()), 'vdi'],
  ];
  for (const [what, bytes, format] of polyglots) {
    test(`${what} is a polyglot`, async () => {
      const finding = await inspectBytes(bytes);
      assert.deepEqual([finding.format, finding.danger?.code], [format, 'polyglot']);
    });
  }

  test('the reason names all formats', async () => {
    const { danger } = await inspectBytes(overlay(sampleQcow2(), sampleIso()));
    assert.equal(danger?.reason, 'The bytes are several formats at once: qcow2 and iso.');
  });
});

describe('discs and disks of real tools', () => {
  const makeIso = 'mkdir tree; touch tree/file; xorriso -as mkisofs -quiet -o a';

  test('a plain ISO has no partition table', async () => {
    const finding = await inspectMade('a', `${makeIso} tree`);
    assert.deepEqual([finding.format, finding.partitionTable], ['iso', null]);
    assert.equal(finding.danger, null);
  });

  test('a hybrid ISO is an iso with a partition table and no danger', async () => {
    const finding = await inspectMade('a', `${makeIso} -partition_offset 16 tree`);
    assert.deepEqual([finding.format, finding.partitionTable], ['iso', 'mbr']);
    assert.equal(finding.danger, null);
  });

  for (const [label, table] of [
    ['gpt', 'gpt'],
    ['dos', 'mbr'],
  ] as const) {
    test(`a disk partitioned by sfdisk as ${label} is raw`, async () => {
      const script = `printf 'label: ${label}\\nsize=2M\\n' | sfdisk -q a`;
      const finding = await inspectMade('a', 'truncate -s 8M a', script);
      assert.deepEqual([finding.format, finding.partitionTable], ['raw', table]);
    });
  }

  test('the sample disk is raw', async () => {
    const finding = await inspectBytes(makeSampleDisk());
    assert.deepEqual([finding.format, finding.partitionTable], ['raw', 'mbr']);
    assert.equal(finding.danger, null);
  });

  test('a file system made by mkfs.fat is raw without a partition table', async () => {
    const finding = await inspectMade('a', 'truncate -s 8M a', 'mkfs.fat a');
    assert.deepEqual([finding.format, finding.partitionTable], ['raw', null]);
  });
});

test('a sparse file of a pebibyte is inspected with few reads', async () => {
  const source = countingSource(memorySource(sampleQcow2()), 2 ** 50);
  await inspectFormat(source);
  assert.ok(source.given() < 4 * 1024 * 1024);
});

/** The front, with the ISO's volume descriptors laid over it. */
function overlay(front: Buffer, iso: Buffer): Buffer {
  const bytes = Buffer.alloc(Math.max(front.length, iso.length));
  front.copy(bytes);
  iso.copy(bytes, 32768, 32768);
  return bytes;
}
