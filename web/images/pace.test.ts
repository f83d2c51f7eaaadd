import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSample, paceOf, type Sample } from './pace.ts';

/** Samples every half second; `rate`: bytes a second. */
function steady(seconds: number, rate: number): readonly Sample[] {
  return Array.from({ length: seconds * 2 + 1 }, (_, index) => ({
    at: index * 500,
    bytes: (index * rate) / 2,
  })).reduce<readonly Sample[]>(addSample, []);
}

test('a steady pace says how long it still takes', () => {
  assert.deepEqual(paceOf(steady(4, 100), 1000), { rate: 100, secondsLeft: 6 });
});

test('too early nothing is said', () => {
  assert.equal(paceOf([], 1000), null);
  assert.equal(paceOf(steady(0, 100), 1000), null);
  assert.equal(
    paceOf(
      [
        { at: 0, bytes: 0 },
        { at: 999, bytes: 50 },
      ],
      1000,
    ),
    null,
  );
});

test('only the last seconds count', () => {
  const slow = steady(20, 10);
  const last = slow.at(-1) ?? assert.fail();
  const faster = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].reduce<readonly Sample[]>(
    (samples, second) =>
      addSample(samples, { at: last.at + second * 1000, bytes: last.bytes + second * 1000 }),
    slow,
  );
  assert.equal(paceOf(faster, 20_000)?.rate, 1000);
  assert.ok(faster.length < 30);
});

test('what stands still has no end', () => {
  const still = [
    { at: 0, bytes: 500 },
    { at: 5000, bytes: 500 },
  ];
  assert.deepEqual(paceOf(still, 1000), { rate: 0, secondsLeft: null });
});
