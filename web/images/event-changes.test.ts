import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesOf } from './event-changes.ts';

test('what was made or taken away as a whole has no changes', () => {
  assert.deepEqual(changesOf({ before: null, after: { name: 'golden' } }), []);
  assert.deepEqual(changesOf({ before: { status: 'pending' }, after: null }), []);
});

test('each field that differs is told of as it was and as it is', () => {
  const before = { name: null, minDisk: 0, tags: [], status: 'active' };
  const after = { name: 'golden', minDisk: 20, tags: ['a'], status: 'active' };
  assert.deepEqual(changesOf({ before, after }), [
    { field: 'name', isProperty: false, before: null, after: 'golden' },
    { field: 'minDisk', isProperty: false, before: 0, after: 20 },
    { field: 'tags', isProperty: false, before: [], after: ['a'] },
  ]);
});

test('of the properties only those that differ are told of', () => {
  const before = { properties: { os_type: 'linux', hw_disk_bus: 'ide' } };
  const after = { properties: { os_type: 'linux', hw_disk_bus: 'virtio', note: 'x' } };
  assert.deepEqual(changesOf({ before, after }), [
    { field: 'hw_disk_bus', isProperty: true, before: 'ide', after: 'virtio' },
    { field: 'note', isProperty: true, before: undefined, after: 'x' },
  ]);
});
