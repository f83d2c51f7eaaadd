#!/usr/bin/env node
// `npm run bench:lists`: how long lists of our own API take over 20 000 images.
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';
import { runCommand } from './run-command.mjs';

const aim = 100;

const usage = `Usage: npm run bench:lists

Starts Accord with a data folder of its own, gives a project 20 000 images, and prints how many milliseconds pages, orders and filters of
the lists of /api/v1 take, asked one after another over loopback. The aim is ${aim} ms at most; the run fails when a median is above it.
It takes about a minute.
`;

await runCommand(usage, run);

async function run() {
  await ensureDependencies();
  await reexecOnPinnedNode(import.meta.url);
  const { measureLists } = await import('../bench/lists/measure-lists.ts');
  const figures = await measureLists((line) => process.stderr.write(`${line}\n`));
  const rows = figures.map(({ name, items, median, worst }) => [
    name,
    items ?? '',
    median.toFixed(1),
    worst.toFixed(1),
    median > aim ? 'above the aim' : '',
  ]);
  for (const [name, ...cells] of [['question', 'items', 'median ms', 'worst ms', ''], ...rows]) {
    const line = `${name.padEnd(34)}${cells.map((cell) => String(cell).padStart(11)).join('')}`;
    process.stdout.write(`${line.trimEnd()}\n`);
  }
  if (figures.some(({ median }) => median > aim)) process.exitCode = 1;
}
