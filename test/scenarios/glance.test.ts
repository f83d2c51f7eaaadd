import { test } from 'node:test';
import { runGrid } from './run-grid.ts';
import { runStories } from './run-stories.ts';
import { glanceWay } from './ways/glance-way.ts';

test('through Glance, under strict consent, every cell of the grid holds', async (t) => {
  await runGrid(t, 'strict', (context, url) => glanceWay(url, context));
});

test('through Glance, under the consent of Glance, every cell of the grid holds', async (t) => {
  await runGrid(t, 'glance', (context, url) => glanceWay(url, context));
});

test('through Glance, every story goes as told', async (t) => {
  await runStories(t, (context, url) => glanceWay(url, context));
});
