#!/usr/bin/env node
// `npm run bench:backups`: what a backup of a running server costs, and how long a thousand full-server images take to be accepted.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';
import { runCommand } from './run-command.mjs';

const report = fileURLToPath(new URL('../bench/RESULTS.md', import.meta.url));

const usage = `Usage: npm run bench:backups [-- --print]

Starts Accord with a data folder of its own and a server with a disk of 20 GiB, and backs the server up again and again: time, bytes, and how
long the guest is held. Then a thousand full-server images are accepted in one call into a vault with just the room for them. The figures become
a section of bench/RESULTS.md, whose other sections stay. It takes about three minutes; nothing else should run meanwhile.

  --print  the figures to standard output only
`;

await runCommand(usage, run);

async function run() {
  await ensureDependencies();
  await reexecOnPinnedNode(import.meta.url);
  const { measureBackups } = await import('../bench/backups/measure-backups.ts');
  const { withBackups } = await import('../bench/backups/report.ts');
  const findings = await measureBackups((line) => process.stderr.write(`${line}\n`));
  if (process.argv.includes('--print')) process.stdout.write(withBackups(findings, ''));
  else writeFileSync(report, withBackups(findings, readFileSync(report, 'utf8')));
}
