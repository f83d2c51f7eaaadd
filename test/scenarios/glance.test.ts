import { test } from 'node:test';
import { runGrid } from './run-grid.ts';
import { runStories } from './run-stories.ts';
import { glanceWay } from './ways/glance-way.ts';

test('through Glance, under strict consent, every cell of the grid holds', async (t) => {
  await runGrid(t, 'strict', (_context, url) => glanceWay(url));
});

test('through Glance, under the consent of Glance, every cell of the grid holds', async (t) => {
  await runGrid(t, 'glance', (_context, url) => glanceWay(url));
});

test('through Glance, every story goes as told', async (t) => {
  await runStories(t, (_context, url) => glanceWay(url));
});
