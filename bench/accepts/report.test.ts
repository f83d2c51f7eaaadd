import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AcceptFindings } from './measure-accepts.ts';
import { withAccepts } from './report.ts';

function found(accept: readonly number[]): AcceptFindings {
  const seconds = {
    offer: [0.5],
    accept,
    'accept-singly': [4],
    'accept-singly-at-once': [2],
    withdraw: [0.25],
  };
  return { machine: ['processors: 2'], seconds };
}

test('the section says how long it took, and whether that is what was aimed at', () => {
  const text = withAccepts(found([0.2, 0.4, 3]), '# Report\n');
  assert.match(text, /^# Report\n\n## A thousand offers accepted\n/);
  assert.match(text, /\| accepted in one call, .+ \| 0\.40 s \| 3\.00 s \| 2 500 \|/);
  assert.match(text, /is met\./);
  assert.match(withAccepts(found([1.5]), ''), /is \*\*missed\*\*\./);
});

test('the section takes the place of the one before, and the rest stays', () => {
  const earlier = withAccepts(found([0.2]), '# Report\n\n## Aims\n\nwords\n').concat(
    '\n## By hand\n\nkept\n',
  );
  const text = withAccepts(found([0.8]), earlier);
  assert.match(text, /^# Report\n\n## Aims\n\nwords\n\n## A thousand offers accepted\n/);
  assert.match(text, /\n\n## By hand\n\nkept\n$/);
  assert.doesNotMatch(text, /0\.20 s/);
  assert.equal(text.split('## A thousand offers accepted').length, 2);
});
