import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesTo, factsOf, noFacts, valuesOf } from './image-change.ts';
import { golden } from './image.fixture.ts';

test('what was not touched is not sent', () => {
  const values = valuesOf(golden);
  assert.deepEqual(changesTo(golden, values), {});
  assert.deepEqual(changesTo(golden, { ...values, name: ' golden ', tags: ['b', 'a'] }), {});
});

test('only what was changed is sent, and what was emptied is taken away', () => {
  const values = {
    ...valuesOf(golden),
    name: 'silver',
    osType: null,
    osVersion: ' ',
    architecture: 'x86_64',
    minDisk: 20,
    protected: true,
    tags: ['b', 'c', 'c'],
  };
  assert.deepEqual(changesTo(golden, values), {
    name: 'silver',
    osType: null,
    osVersion: null,
    architecture: 'x86_64',
    minDisk: 20,
    protected: true,
    tags: ['b', 'c'],
  });
});

test('a new image is made of what was filled in', () => {
  const values = { ...noFacts, name: ' golden ', osType: 'linux', tags: ['a', 'a'] };
  assert.deepEqual(factsOf(values), {
    name: 'golden',
    osType: 'linux',
    minDisk: 0,
    minRam: 0,
    tags: ['a'],
  });
});
