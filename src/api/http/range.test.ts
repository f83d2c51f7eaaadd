import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRange } from './range.ts';

test('without a range it is everything', () => {
  assert.deepEqual(readRange({}, 10), { start: 0, length: 10, size: 10, whole: true });
  assert.deepEqual(readRange({}, 0), { start: 0, length: 0, size: 0, whole: true });
});

test('a range has a first and a last byte, or one of them left out', () => {
  for (const [range, start, length] of [
    ['bytes=0-0', 0, 1],
    ['bytes=2-4', 2, 3],
    ['bytes=2-99', 2, 8],
    ['bytes=9-', 9, 1],
    ['bytes=-3', 7, 3],
    ['bytes=-99', 0, 10],
    [' bytes=0-9 ', 0, 10],
  ] as const) {
    assert.deepEqual(readRange({ range }, 10), { start, length, size: 10, whole: false }, range);
  }
});

test('a range outside of the bytes cannot be satisfied', () => {
  for (const range of ['bytes=10-', 'bytes=10-11', 'bytes=5-4', 'bytes=-0']) {
    assert.throws(() => readRange({ range }, 10), { code: 'request.range-not-satisfiable' }, range);
  }
  assert.throws(() => readRange({ range: 'bytes=0-' }, 0), {
    code: 'request.range-not-satisfiable',
  });
});

test('several ranges are not served', () => {
  assert.throws(() => readRange({ range: 'bytes=0-1,3-4' }, 10), {
    code: 'request.several-ranges',
  });
});

test('other units and nonsense are malformed', () => {
  for (const range of ['lines=0-1', 'bytes=-', 'bytes=', 'bytes=a-b', '', '0-1']) {
    assert.throws(() => readRange({ range }, 10), { code: 'request.malformed-range' }, range);
  }
});

test('Content-Range in a request asks for a part, as Glance has it', () => {
  const part = { start: 2, length: 3, size: 10, whole: false };
  assert.deepEqual(readRange({ 'content-range': 'bytes 2-4/*' }, 10), part);
  assert.deepEqual(readRange({ 'content-range': 'bytes 2-4/10' }, 10), part);
  assert.deepEqual(readRange({ range: 'bytes=2-4', 'content-range': 'nonsense' }, 10), part);
  assert.throws(() => readRange({ 'content-range': 'bytes 2-/*' }, 10), {
    code: 'request.malformed-range',
  });
});
