import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changed, dangerIn, inspectBytes, inspectMade } from '../samples/sources.ts';
import { sampleQcow2, writeExtension } from '../samples/qcow2.ts';

const CLUSTER = 65536n;

type Spoiled = [what: string, code: string, change: (bytes: Buffer) => void];

const spoiled: Spoiled[] = [
  ['a backing file', 'refers-elsewhere', (b) => b.writeBigUInt64BE(512n, 8)],
  ['an external data file', 'refers-elsewhere', (b) => b.writeBigUInt64BE(4n, 72)],
  [
    'the name of a data file without its feature bit',
    'refers-elsewhere',
    (b) => writeExtension(b, 0x44415441, Buffer.from('json:{"driver":"file"}')),
  ],
  [
    'the format of a backing file',
    'refers-elsewhere',
    (b) => writeExtension(b, 0xe2792aca, Buffer.from('raw')),
  ],
  ['an unknown incompatible feature', 'unknown-feature', (b) => b.writeBigUInt64BE(32n, 72)],
  ['the highest incompatible feature', 'unknown-feature', (b) => b.writeUInt8(0x80, 72)],
  ['the corrupt mark', 'unclean', (b) => b.writeBigUInt64BE(2n, 72)],
  ['version 1', 'unknown-feature', (b) => b.writeUInt32BE(1, 4)],
  ['version 4', 'unknown-feature', (b) => b.writeUInt32BE(4, 4)],
  ['clusters of 256 bytes', 'tables-lie', (b) => b.writeUInt32BE(8, 20)],
  ['clusters of 4 MiB', 'tables-lie', (b) => b.writeUInt32BE(22, 20)],
  ['clusters of 2^4294967295 bytes', 'tables-lie', (b) => b.writeUInt32BE(0xffffffff, 20)],
  ['a virtual size of 2^63', 'too-large', (b) => b.writeBigUInt64BE(2n ** 63n, 24)],
  ['a virtual size of 2^53', 'too-large', (b) => b.writeBigUInt64BE(2n ** 53n, 24)],
  ['an unknown crypt method', 'unknown-feature', (b) => b.writeUInt32BE(3, 32)],
  ['LUKS without an encryption header', 'tables-lie', (b) => b.writeUInt32BE(2, 32)],
  ['an L1 table too small for its disk', 'tables-lie', (b) => b.writeUInt32BE(0, 36)],
  ['an L1 table over 32 MiB', 'too-large', (b) => b.writeUInt32BE(0xffffffff, 36)],
  ['an L1 table behind the end', 'tables-lie', (b) => b.writeBigUInt64BE(CLUSTER * 9n, 40)],
  ['an L1 table at 2^63', 'tables-lie', (b) => b.writeBigUInt64BE(2n ** 63n, 40)],
  ['an L1 table at an odd place', 'tables-lie', (b) => b.writeBigUInt64BE(CLUSTER * 3n - 8n, 40)],
  ['an L1 table in the header', 'tables-lie', (b) => b.writeBigUInt64BE(0n, 40)],
  ['an L1 table in the refcounts', 'tables-lie', (b) => b.writeBigUInt64BE(CLUSTER, 40)],
  ['an L2 table behind the end', 'tables-lie', (b) => b.writeBigUInt64BE(CLUSTER * 9n, 196608)],
  ['a reserved bit in an L1 entry', 'tables-lie', (b) => b.writeBigUInt64BE(1n, 196608)],
  ['refcounts behind the end', 'tables-lie', (b) => b.writeBigUInt64BE(CLUSTER * 9n, 48)],
  ['no refcount table', 'tables-lie', (b) => b.writeUInt32BE(0, 56)],
  ['a refcount table over 8 MiB', 'too-large', (b) => b.writeUInt32BE(129, 56)],
  ['a refcount block behind the end', 'tables-lie', (b) => b.writeBigUInt64BE(CLUSTER * 9n, 65536)],
  ['a snapshot table in the header', 'tables-lie', (b) => b.writeUInt32BE(1, 60)],
  ['too many snapshots', 'too-large', (b) => b.writeUInt32BE(0xffffffff, 60)],
  ['refcounts of 128 bits', 'tables-lie', (b) => b.writeUInt32BE(7, 96)],
  ['a header length of 0', 'tables-lie', (b) => b.writeUInt32BE(0, 100)],
  ['a header length of 108', 'tables-lie', (b) => b.writeUInt32BE(108, 100)],
  ['a header longer than a cluster', 'tables-lie', (b) => b.writeUInt32BE(65544, 100)],
  ['zstd without its feature bit', 'tables-lie', (b) => b.writeUInt8(1, 104)],
  ['an unknown compression', 'unknown-feature', (b) => b.writeUInt8(9, 104)],
  [
    'a header extension longer than the header',
    'tables-lie',
    (b) => writeExtension(b, 1, Buffer.alloc(8), 0xffffffff),
  ],
  [
    'an encryption header behind the end',
    'tables-lie',
    (b) => writeExtension(b, 0x0537be77, Buffer.alloc(16, 1)),
  ],
  [
    'bitmaps behind the end',
    'tables-lie',
    (b) => writeExtension(b, 0x23852875, Buffer.alloc(24, 1)),
  ],
];

describe('qcow2 built from bytes', () => {
  for (const version of [2, 3] as const) {
    test(`a sound image of version ${version} is recognised without danger`, async () => {
      const finding = await inspectBytes(sampleQcow2(version));
      assert.deepEqual(finding, {
        format: 'qcow2',
        virtualSize: 64 * 1024 * 1024,
        encrypted: false,
        partitionTable: null,
        danger: null,
      });
    });
  }

  for (const [what, code, change] of spoiled) {
    test(`an image with ${what} is a danger`, async () => {
      assert.equal(await dangerIn(changed(sampleQcow2(), change)), code);
    });
  }

  test('a snapshot whose table lies outside the file is a danger', async () => {
    const bytes = Buffer.concat([sampleQcow2(), Buffer.alloc(65536)]);
    bytes.writeUInt32BE(1, 60);
    bytes.writeBigUInt64BE(CLUSTER * 4n, 64);
    bytes.writeBigUInt64BE(CLUSTER * 99n, 4 * 65536);
    bytes.writeUInt32BE(1, 4 * 65536 + 8);
    assert.equal(await dangerIn(bytes), 'tables-lie');
  });

  test('a file that ends inside the header is a danger', async () => {
    assert.equal(await dangerIn(sampleQcow2().subarray(0, 50)), 'truncated');
  });

  test('a virtual size beyond the safe integers is not reported', async () => {
    const bytes = changed(sampleQcow2(), (b) => b.writeBigUInt64BE(2n ** 63n, 24));
    assert.equal((await inspectBytes(bytes)).virtualSize, null);
  });
});

describe('qcow2 made by qemu-img', () => {
  const sound: [what: string, options: string, size: string, bytes: number][] = [
    ['version 2', '-o compat=0.10', '64M', 2 ** 26],
    ['version 3', '-o compat=1.1', '64M', 2 ** 26],
    ['the smallest clusters', '-o cluster_size=512', '64M', 2 ** 26],
    ['the largest clusters', '-o cluster_size=2M', '8T', 2 ** 43],
    ['no bytes for the guest', '', '0', 0],
    ['extended L2 entries and zstd', '-o extended_l2=on,compression_type=zstd', '1G', 2 ** 30],
    ['lazy refcounts of one bit', '-o lazy_refcounts=on,refcount_bits=1', '1G', 2 ** 30],
    ['metadata allocated in advance', '-o preallocation=metadata', '64M', 2 ** 26],
  ];
  for (const [what, options, size, bytes] of sound) {
    test(`an image with ${what} has no danger`, async () => {
      const finding = await inspectMade('a', `qemu-img create -f qcow2 ${options} a ${size}`);
      assert.deepEqual([finding.format, finding.virtualSize], ['qcow2', bytes]);
      assert.equal(finding.danger, null);
    });
  }

  test('an image with data, snapshots and a bitmap has no danger', async () => {
    const finding = await inspectMade(
      'a',
      'qemu-img create -f qcow2 a 64M',
      'qemu-io -c "write 0 1M" -c "write 60M 64k" a',
      'qemu-img snapshot -c first a',
      'qemu-img snapshot -c second a',
      'qemu-img bitmap --add a changes',
    );
    assert.deepEqual([finding.format, finding.danger], ['qcow2', null]);
  });

  for (const options of [
    'encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10',
    'encrypt.format=aes,encrypt.key-secret=s',
  ]) {
    test(`an image with ${options} is encrypted and no danger`, async () => {
      const secret = '--object secret,id=s,data=password';
      const create = `qemu-img create -f qcow2 ${secret} -o ${options} a 4M`;
      const finding = await inspectMade('a', create);
      assert.deepEqual([finding.encrypted, finding.danger], [true, null]);
    });
  }

  const refused: [what: string, code: string, commands: string[]][] = [
    [
      'a backing file',
      'refers-elsewhere',
      ['qemu-img create -f raw base 4M', 'qemu-img create -f qcow2 -b base -F raw a'],
    ],
    [
      'a data file',
      'refers-elsewhere',
      ['qemu-img create -f qcow2 -o data_file=data,data_file_raw=on a 4M'],
    ],
    ['the old qcow format', 'unknown-feature', ['qemu-img create -f qcow a 4M']],
  ];
  for (const [what, code, commands] of refused) {
    test(`an image with ${what} is a danger`, async () => {
      assert.equal((await inspectMade('a', ...commands)).danger?.code, code);
    });
  }
});
