import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changed, dangerIn, inspectBytes, inspectMade } from '../samples/sources.ts';
import { sampleStreamVmdk, sampleVmdk, VMDK_DESCRIPTOR } from '../samples/vmdk.ts';

describe('vmdk built from bytes', () => {
  for (const [name, bytes] of [
    ['monolithicSparse', sampleVmdk()],
    ['streamOptimized', sampleStreamVmdk()],
  ] as const) {
    test(`a sound ${name} is recognised without danger`, async () => {
      const finding = await inspectBytes(bytes);
      assert.deepEqual([finding.format, finding.danger], ['vmdk', null]);
      assert.equal(finding.virtualSize, 16 * 1024 * 1024);
    });
  }

  const spoiledHeaders: [what: string, code: string, change: (bytes: Buffer) => void][] = [
    ['version 9', 'unknown-feature', (b) => b.writeUInt32LE(9, 4)],
    ['no capacity', 'tables-lie', (b) => b.writeBigUInt64LE(0n, 12)],
    ['a capacity of 2^63 sectors', 'too-large', (b) => b.writeBigUInt64LE(2n ** 63n, 12)],
    ['grains of 0 sectors', 'tables-lie', (b) => b.writeBigUInt64LE(0n, 20)],
    ['grains of 3 sectors', 'tables-lie', (b) => b.writeBigUInt64LE(3n, 20)],
    ['grains of 2^40 sectors', 'tables-lie', (b) => b.writeBigUInt64LE(2n ** 40n, 20)],
    ['a descriptor elsewhere', 'tables-lie', (b) => b.writeBigUInt64LE(2n, 28)],
    ['no descriptor', 'tables-lie', (b) => b.writeBigUInt64LE(0n, 36)],
    ['a descriptor over 1 MiB', 'too-large', (b) => b.writeBigUInt64LE(2049n, 36)],
    ['a descriptor longer than the file', 'truncated', (b) => b.writeBigUInt64LE(2000n, 36)],
    ['grain tables without entries', 'tables-lie', (b) => b.writeUInt32LE(0, 44)],
    ['grain tables of 513 entries', 'tables-lie', (b) => b.writeUInt32LE(513, 44)],
    ['a spare directory behind the end', 'tables-lie', (b) => b.writeBigUInt64LE(999n, 48)],
    ['a directory behind the end', 'tables-lie', (b) => b.writeBigUInt64LE(999n, 56)],
    ['a directory in the descriptor', 'tables-lie', (b) => b.writeBigUInt64LE(1n, 56)],
    ['a directory to be found in a missing footer', 'truncated', (b) => b.fill(0xff, 56, 64)],
    ['line ends changed on the way', 'tables-lie', (b) => b.write('\n\n\n\n', 73)],
    ['an unknown compression', 'unknown-feature', (b) => b.writeUInt16LE(2, 77)],
    ['a grain table behind the end', 'tables-lie', (b) => b.writeUInt32LE(999, 26 * 512)],
    ['something after its descriptor', 'tables-lie', (b) => b.write('RW', 20 * 512)],
  ];
  for (const [what, code, change] of spoiledHeaders) {
    test(`an image with ${what} is a danger`, async () => {
      assert.equal(await dangerIn(changed(sampleVmdk(), change)), code);
    });
  }

  const end = sampleStreamVmdk().length;
  const spoiledFooters: [what: string, code: string, change: (bytes: Buffer) => void][] = [
    ['another capacity', 'tables-lie', (b) => b.writeBigUInt64LE(0n, end - 1024 + 12)],
    ['another descriptor', 'tables-lie', (b) => b.writeBigUInt64LE(7n, end - 1024 + 28)],
    ['a pointer to a footer', 'tables-lie', (b) => b.fill(0xff, end - 1024 + 56, end - 1024 + 64)],
    ['a directory behind the end', 'tables-lie', (b) => b.writeBigUInt64LE(999n, end - 1024 + 56)],
    ['a wrong marker', 'tables-lie', (b) => b.writeUInt32LE(2, end - 1536 + 12)],
    ['bytes in the padding of its marker', 'tables-lie', (b) => b.writeUInt8(1, end - 1100)],
    ['bytes in the end marker', 'tables-lie', (b) => b.writeUInt8(1, end - 1)],
    ['no magic', 'truncated', (b) => b.writeUInt8(0, end - 1024)],
  ];
  for (const [what, code, change] of spoiledFooters) {
    test(`a streamOptimized image whose footer has ${what} is a danger`, async () => {
      assert.equal(await dangerIn(changed(sampleStreamVmdk(), change)), code);
    });
  }
});

describe('the descriptor of a vmdk', () => {
  const spoiled: [what: string, code: string, from: string, to: string][] = [
    ['a flat extent', 'refers-elsewhere', 'SPARSE "disk.vmdk"', 'FLAT "/etc/shadow" 0'],
    ['an extent with a path', 'refers-elsewhere', 'disk.vmdk', '/etc/shadow'],
    ['an extent with a Windows path', 'refers-elsewhere', 'disk.vmdk', 'C:\\disk.vmdk'],
    ['an extent with an address', 'refers-elsewhere', 'disk.vmdk', 'http://192.0.2.1/disk'],
    ['an extent in the folder above', 'refers-elsewhere', 'disk.vmdk', '..'],
    ['a flat extent without a path', 'refers-elsewhere', 'SPARSE', 'FLAT'],
    ['a second extent', 'refers-elsewhere', '\n\nddb', '\nRW 1 SPARSE "b.vmdk"\n\nddb'],
    ['no extent', 'tables-lie', 'RW 32768 SPARSE "disk.vmdk"', ''],
    ['a broken access word', 'tables-lie', 'RW 32768', 'RWX 32768'],
    ['an unknown type', 'refers-elsewhere', 'monolithicSparse', 'monolithicFlat'],
    ['a type of 65 letters', 'refers-elsewhere', 'monolithicSparse', 'm'.repeat(65)],
    ['no type', 'tables-lie', 'createType="monolithicSparse"', ''],
    ['a type said twice', 'tables-lie', 'CID=1', 'CREATETYPE="monolithicFlat"\nCID=1'],
    ['a parent', 'refers-elsewhere', 'ffffffff', '12345678'],
    ['a hint of a parent', 'refers-elsewhere', 'ddb.', 'parentFileNameHint="/etc/passwd"\nddb.'],
    ['a change-tracking file', 'refers-elsewhere', 'ddb.', 'changeTrackPath="a-ctk.vmdk"\nddb.'],
    ['a line of nonsense', 'refers-elsewhere', 'ddb.', 'nonsense\nddb.'],
    ['a lone carriage return', 'tables-lie', 'CID=1', 'CID=1\rRW 1 FLAT "x"\r'],
    ['a control character', 'tables-lie', 'disk.vmdk', 'disk\x1b.vmdk'],
    ['a hidden character', 'tables-lie', 'disk.vmdk', 'disk\u202e.vmdk'],
  ];
  for (const [what, code, from, to] of spoiled) {
    test(`a descriptor with ${what} is a danger`, async () => {
      const descriptor = VMDK_DESCRIPTOR.replace(from, to);
      assert.notEqual(descriptor, VMDK_DESCRIPTOR);
      assert.equal(await dangerIn(sampleVmdk(descriptor)), code);
    });
  }

  test('a descriptor with Windows line ends and a Chinese name has no danger', async () => {
    const descriptor = VMDK_DESCRIPTOR.replace('disk.vmdk', '磁盘 1.vmdk').replaceAll('\n', '\r\n');
    assert.equal(await dangerIn(sampleVmdk(descriptor)), null);
  });

  test('a descriptor that is not UTF-8 is a danger', async () => {
    const bytes = changed(sampleVmdk(), (b) => b.writeUInt8(0xff, 530));
    assert.equal(await dangerIn(bytes), 'tables-lie');
  });

  for (const text of [
    VMDK_DESCRIPTOR,
    'version=1\nRW 1 FLAT "/etc/shadow" 0\n',
    '# a comment\n\n  version = 3 \n',
  ]) {
    test(`a bare descriptor that starts ${JSON.stringify(text.slice(0, 12))} is a danger`, async () => {
      const finding = await inspectBytes(Buffer.from(text));
      assert.deepEqual([finding.format, finding.danger?.code], ['vmdk', 'refers-elsewhere']);
    });
  }

  test('an ESX extent is a danger', async () => {
    assert.equal(await dangerIn(Buffer.from('COWD'.padEnd(2048))), 'refers-elsewhere');
  });
});

describe('vmdk made by qemu-img', () => {
  for (const subformat of ['monolithicSparse', 'streamOptimized']) {
    test(`${subformat} has no danger`, async () => {
      const finding = await inspectMade('a.vmdk', createAs(subformat));
      assert.deepEqual([finding.format, finding.danger], ['vmdk', null]);
      assert.equal(finding.virtualSize, 16 * 1024 * 1024);
    });
  }

  test('a converted streamOptimized image with data has no danger', async () => {
    const finding = await inspectMade(
      'b.vmdk',
      'qemu-img create -f raw a 16M',
      'qemu-io -f raw -c "write -P 7 1M 3M" a',
      'qemu-img convert -O vmdk -o subformat=streamOptimized a b.vmdk',
    );
    assert.deepEqual([finding.format, finding.danger], ['vmdk', null]);
  });

  for (const subformat of ['monolithicFlat', 'twoGbMaxExtentSparse', 'twoGbMaxExtentFlat']) {
    test(`${subformat} is a danger`, async () => {
      const finding = await inspectMade('a.vmdk', createAs(subformat));
      assert.deepEqual([finding.format, finding.danger?.code], ['vmdk', 'refers-elsewhere']);
    });
  }

  test('one extent of a split image is a danger', async () => {
    const finding = await inspectMade('a-s001.vmdk', createAs('twoGbMaxExtentSparse'));
    assert.deepEqual([finding.format, finding.danger?.code], ['vmdk', 'tables-lie']);
  });

  test('an image with a parent is a danger', async () => {
    const child = 'qemu-img create -f vmdk -b a.vmdk -F vmdk b.vmdk';
    const finding = await inspectMade('b.vmdk', createAs('monolithicSparse'), child);
    assert.equal(finding.danger?.code, 'refers-elsewhere');
  });
});

function createAs(subformat: string): string {
  return `qemu-img create -f vmdk -o subformat=${subformat} a.vmdk 16M`;
}
