#!/usr/bin/env node
// `npm run bench:machines`: how long it takes from an accepted image to a machine made from it, whatever the image's size.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';
import { runCommand } from './run-command.mjs';

const report = fileURLToPath(new URL('../bench/RESULTS.md', import.meta.url));

const usage = `Usage: npm run bench:machines [-- --print | --small]

Starts Accord with a data folder of its own, uploads bootable images of disks of 128 MiB, 2 GiB and 20 GiB, the last sparse, and measures how long it takes from accepting
one until a machine made from it says its first words: one machine and ten, beside copying the image with qemu-img. The figures become a
section of bench/RESULTS.md, whose other sections stay. It takes about five minutes and 10 GiB of disk; nothing else should run meanwhile.

  --print  the figures to standard output only
  --small  the smallest image only, to standard output
`;

await runCommand(usage, run);

async function run() {
  await ensureDependencies();
  await reexecOnPinnedNode(import.meta.url);
  const { measureMachines } = await import('../bench/machines/measure-machines.ts');
  const { withMachines } = await import('../bench/machines/report.ts');
  const small = process.argv.includes('--small');
  const findings = await measureMachines((line) => process.stderr.write(`${line}\n`), small);
  if (small || process.argv.includes('--print')) process.stdout.write(withMachines(findings, ''));
  else writeFileSync(report, withMachines(findings, readFileSync(report, 'utf8')));
}
