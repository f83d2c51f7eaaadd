import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { golden } from '../images/image.fixture.ts';
import {
  disksOfServer,
  fieldFor,
  hasMemory,
  leastSize,
  newServersOf,
  noServer,
} from './new-server.ts';

const filled = { ...noServer, name: ' web ', password: 'Abcdefg1' };

describe('a new server', () => {
  test('is asked for with what was entered, and nothing that was not', () => {
    assert.deepEqual(newServersOf(filled, golden, 's1'), {
      name: 'web',
      count: 1,
      flavorId: 's1',
      imageId: golden.id,
      diskSize: 1,
      login: { kind: 'password', password: 'Abcdefg1' },
    });
  });

  test('has disks, empty or of an image', () => {
    const data = { ...golden, id: 'data', kind: 'data', minDisk: 5 } as const;
    const { dataDisks } = newServersOf(
      {
        ...filled,
        dataDisks: [
          { from: 'empty', image: data, size: 20, deleteWithServer: true },
          { from: 'image', image: data, size: null, deleteWithServer: false },
        ],
      },
      golden,
      's1',
    );
    assert.deepEqual(dataDisks, [
      { size: 20, deleteWithServer: true },
      { size: 5, deleteWithServer: false, imageId: 'data' },
    ]);
  });

  test('has a system disk that the image fits on', () => {
    assert.equal(leastSize(undefined), 1);
    assert.equal(leastSize({ ...golden, virtualSize: 2.5 * 2 ** 30 }), 3);
    assert.equal(leastSize({ ...golden, minDisk: 40 }), 40);
  });

  test('of a full-server image has the disks of that, in their order', () => {
    const disk = { name: 'd', bootable: false } as const;
    assert.deepEqual(
      disksOfServer({
        items: [
          { ...disk, role: 'data', size: 5 * 2 ** 30 },
          { ...disk, role: 'system', size: 40 * 2 ** 30 },
          { ...disk, name: null, role: 'data', size: 2 ** 30 + 1 },
        ],
      }),
      {
        diskSize: 40,
        dataDisks: [
          { name: 'd', size: 5 },
          { name: null, size: 2 },
        ],
      },
    );
  });

  test('has the memory that the image asks for', () => {
    const flavor = { id: 's', vcpus: 1, memory: 512 };
    assert.ok(hasMemory(flavor, { ...golden, minRam: 512 }));
    assert.ok(!hasMemory(flavor, { ...golden, minRam: 513 }));
    assert.ok(hasMemory(flavor, undefined));
  });

  test('that is refused is told at the field that it is about', () => {
    assert.equal(fieldFor('flavor.too-little-memory'), 'flavorId');
    assert.equal(fieldFor('image.withdrawn'), 'image');
    assert.equal(fieldFor('engine.unavailable'), undefined);
  });
});
