import { test } from 'node:test';
import { runGrid } from './run-grid.ts';
import { runStories } from './run-stories.ts';
import { imsWay } from './ways/ims-way.ts';

test('through the image service of Huawei Cloud, under strict consent, every cell of the grid holds', async (t) => {
  await runGrid(t, 'strict', (_context, url, cast) => imsWay(url, cast));
});

test('through the image service of Huawei Cloud, under the consent of Glance, every cell of the grid holds', async (t) => {
  await runGrid(t, 'glance', (_context, url, cast) => imsWay(url, cast));
});

test('through the image service of Huawei Cloud, every story goes as told', async (t) => {
  await runStories(t, (_context, url, cast) => imsWay(url, cast));
});
