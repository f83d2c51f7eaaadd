import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sideBySide } from './side-by-side.ts';

test('all things are done, some at once and no more than that', async () => {
  let atOnce = 0;
  let most = 0;
  const done: number[] = [];
  await sideBySide([1, 2, 3, 4, 5, 6, 7], 3, async (thing) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise(setImmediate);
    atOnce -= 1;
    done.push(thing);
  });
  assert.deepEqual(
    done.toSorted((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7],
  );
  assert.equal(most, 3);
});

test('after a failure nothing is begun, and what was begun is waited for', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const all = sideBySide([1, 2, 3, 4, 5], 2, async (thing) => {
    begun.push(thing);
    if (thing === 1) throw new Error('no');
    await new Promise(setImmediate);
    ended.push(thing);
  });
  await assert.rejects(all, /no/);
  assert.deepEqual(begun, ended.length === 0 ? [1] : [1, 2]);
});
