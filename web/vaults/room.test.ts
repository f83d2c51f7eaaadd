import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Vault } from '../../src/api/accord/vaults/schema.ts';
import { capacityWith, gigabytesFor, mibOf, placeEach, refusalToTake, sumByVault } from './room.ts';

const vault: Vault = {
  id: 'v',
  name: 'vault',
  description: '',
  capacity: 100,
  used: mibOf(4),
  reserved: mibOf(40),
  free: mibOf(56),
  objectType: 'server',
  protectType: 'backup',
  status: 'available',
  can: { update: true, delete: true },
  createdAt: '2026-11-28T08:00:00.000000Z',
  updatedAt: '2026-11-28T08:00:00.000000Z',
};

describe('the room of a vault', () => {
  test('is bought in whole GB', () => {
    assert.equal(gigabytesFor(mibOf(80)), 80);
    assert.equal(gigabytesFor(mibOf(80) + 1), 81);
  });

  test('is refused as the service refuses it: what one can do least about comes first', () => {
    const codeOf = (change: Partial<Vault>, gigabytes = 80): string | undefined =>
      refusalToTake({ ...vault, ...change }, mibOf(gigabytes))?.code;
    assert.equal(
      codeOf({ objectType: 'disk', protectType: 'replication', status: 'locked' }),
      'vault.wrong-type',
    );
    assert.equal(codeOf({ protectType: 'replication', status: 'locked' }), 'vault.replication');
    assert.equal(codeOf({ status: 'locked' }), 'vault.locked');
    assert.equal(codeOf({}), 'vault.too-small');
    assert.equal(codeOf({}, 56), undefined);
    assert.deepEqual(refusalToTake(vault, mibOf(80))?.facts, {
      needed: 81_920,
      free: 57_344,
      short: 24_576,
    });
  });

  test('grows by just what is missing, and not beyond what a vault may have', () => {
    assert.equal(capacityWith(vault, mibOf(80)), 124);
    assert.equal(capacityWith(vault, mibOf(80) + 1), 125);
    assert.equal(capacityWith(vault, mibOf(10)), 100);
    assert.equal(capacityWith({ capacity: 0, used: 0, reserved: 0 }, mibOf(2)), 10);
    assert.equal(capacityWith(vault, mibOf(10_485_760)), undefined);
  });
});

describe('a vault for each image', () => {
  const needs = [
    { imageId: 'a', needed: mibOf(40) },
    { imageId: 'b', needed: mibOf(40) },
    { imageId: 'c', needed: mibOf(40) },
  ];
  const other = { ...vault, id: 'w', free: mibOf(45) };

  test('is the first with room left beside the others', () => {
    const placed = placeEach(needs, [vault, other], new Map());
    assert.deepEqual(
      [...placed],
      [
        ['a', 'v'],
        ['b', 'w'],
      ],
    );
  });

  test('is the one that was chosen, also when it is too small: then others go elsewhere', () => {
    const placed = placeEach(needs, [vault, other], new Map([['b', 'v']]));
    assert.deepEqual(Object.fromEntries(placed), { a: 'w', b: 'v' });
    assert.equal(placeEach(needs, [vault], new Map([['a', 'gone']])).get('a'), 'v');
  });

  test('must hold the sum of what goes into it', () => {
    const sums = sumByVault(
      needs,
      new Map([
        ['a', 'v'],
        ['b', 'v'],
      ]),
    );
    assert.deepEqual([...sums], [['v', mibOf(80)]]);
  });
});
