#!/usr/bin/env node
// `npm run bench:accepts`: how long it takes to accept a thousand offers, in one call and one by one.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';
import { runCommand } from './run-command.mjs';

const report = fileURLToPath(new URL('../bench/RESULTS.md', import.meta.url));

const usage = `Usage: npm run bench:accepts [-- --print]

Starts Accord with a data folder of its own, offers a thousand images to a project again and again, and measures how long it takes until
all are accepted: by one call of Huawei Cloud's image service, and one by one as with Glance. The figures become a section of
bench/RESULTS.md, whose other sections stay. It takes about two minutes; nothing else should run meanwhile.

  --print  the figures to standard output only
`;

await runCommand(usage, run);

async function run() {
  await ensureDependencies();
  await reexecOnPinnedNode(import.meta.url);
  const { measureAccepts } = await import('../bench/accepts/measure-accepts.ts');
  const { withAccepts } = await import('../bench/accepts/report.ts');
  const findings = await measureAccepts((line) => process.stderr.write(`${line}\n`));
  if (process.argv.includes('--print')) process.stdout.write(withAccepts(findings, ''));
  else writeFileSync(report, withAccepts(findings, readFileSync(report, 'utf8')));
}
