import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isoOf, localOf, rangeOfLast, timeShape } from './time-range.ts';

describe('a part of time', () => {
  test('of the last hours begins with a whole minute and goes on', () => {
    const now = Date.parse('2026-11-24T10:05:42.5Z');
    assert.deepEqual(rangeOfLast(24, now), { since: '2026-11-23T10:05:00.000Z', until: undefined });
  });

  test('goes into a field of the local clock and comes out the same', () => {
    const iso = '2026-11-24T10:05:00.000Z';
    assert.match(localOf(iso), /^2026-11-2[345]T\d\d:\d\d$/);
    assert.equal(isoOf(localOf(iso)), iso);
    assert.deepEqual([localOf(undefined), isoOf('')], ['', undefined]);
  });

  test('is known in an address by its shape', () => {
    assert.match('2026-11-24T10:05:00.000Z', timeShape);
    assert.doesNotMatch('yesterday', timeShape);
  });
});
