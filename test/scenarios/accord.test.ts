import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inexpressible } from './inexpressible.ts';
import { runGrid } from './run-grid.ts';
import { runStories } from './run-stories.ts';
import { stories } from './stories.ts';
import { accordWay } from './ways/accord-way.ts';

test('through our own API, under strict consent, every cell of the grid holds', async (t) => {
  await runGrid(t, 'strict', (_context, url, cast) => accordWay(url, cast));
});

test('through our own API, under the consent of Glance, every cell of the grid holds', async (t) => {
  await runGrid(t, 'glance', (_context, url, cast) => accordWay(url, cast));
});

test('through our own API, every story goes as told', async (t) => {
  await runStories(t, (_context, url, cast) => accordWay(url, cast));
});

test('what a way has no words for is told of stories that there are', () => {
  const titles = new Set(stories.map(({ title }) => title));
  const unspoken = Object.values(inexpressible).flatMap((each) => Object.keys(each));
  assert.deepEqual(
    unspoken.filter((title) => !titles.has(title)),
    [],
  );
});
