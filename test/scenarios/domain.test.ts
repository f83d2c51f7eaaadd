import { test } from 'node:test';
import { runGrid } from './run-grid.ts';
import { runStories } from './run-stories.ts';
import { domainWay } from './ways/domain-way.ts';

test('through the domain, under strict consent, every cell of the grid holds', async (t) => {
  await runGrid(t, 'strict', domainWay);
});

test('through the domain, under the consent of Glance, every cell of the grid holds', async (t) => {
  await runGrid(t, 'glance', domainWay);
});

test('through the domain, every story goes as told', async (t) => {
  await runStories(t, domainWay);
});
