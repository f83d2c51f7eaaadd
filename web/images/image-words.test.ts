import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { diskGigabytes, osOf } from './image-words.ts';

describe('the facts of an image', () => {
  test('name the operating system as far as it is known', () => {
    assert.equal(osOf({ osDistro: 'ubuntu', osVersion: '24.04' }), 'ubuntu 24.04');
    assert.equal(osOf({ osDistro: null, osVersion: '24.04' }), '24.04');
    assert.equal(osOf({ osDistro: null, osVersion: null }), null);
  });

  test('say how large a disk of it is at least', () => {
    const kind = 'system';
    assert.equal(diskGigabytes({ kind, virtualSize: 2_361_393_152, minDisk: 0 }), 3);
    assert.equal(diskGigabytes({ kind, virtualSize: 2 ** 30, minDisk: 40 }), 40);
    assert.equal(diskGigabytes({ kind, virtualSize: null, minDisk: 0 }), null);
    assert.equal(diskGigabytes({ kind: 'server', virtualSize: 2 ** 30, minDisk: 40 }), null);
  });
});
