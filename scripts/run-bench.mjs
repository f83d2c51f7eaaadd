#!/usr/bin/env node
// `npm run bench`: measures Accord beside a real Glance on this machine and writes bench/RESULTS.md.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const usage = `Usage: npm run bench [-- OPTION…]

Starts Accord and a real Glance with Keystone, from Debian's packages, measures them in turn on loopback beside the limits of
the machine, and writes bench/RESULTS.md; the last section of that file is kept by hand and stays. As root on Debian it installs
what is missing. It takes about 25 minutes and 20 GiB in TMPDIR, which must be on a disk; nothing else should run meanwhile.

  --quick        one short round and a small image, in less than 5 minutes, to standard output: a trial, no figures to quote
  --only PARTS   only these, to standard output: list, pending, show, members, bytes, limits (separated by commas)
  --sides SIDES  only these, to standard output: accord, uwsgi, eventlet (separated by commas)
  --out FILE     write the report to FILE
`;

try {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean' },
      quick: { type: 'boolean' },
      only: { type: 'string' },
      sides: { type: 'string' },
      out: { type: 'string' },
    },
  });
  if (values.help) process.stdout.write(usage);
  else await run(values);
} catch (error) {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}

async function run(values) {
  await ensureDependencies();
  await reexecOnPinnedNode(import.meta.url);
  ensureDebianPackages('bench');
  ensureDebianPackages('peers');
  const { readOptions } = await import('../bench/speed/options.ts');
  const { runBench } = await import('../bench/speed/run-bench.ts');
  const { printReport } = await import('../bench/speed/report.ts');
  const options = readOptions(values);
  const findings = await runBench(options, (line) => process.stderr.write(`${line}\n`));
  if (options.out === null) {
    process.stdout.write(printReport(findings, ''));
    return;
  }
  const file = path.resolve(root, options.out);
  writeFileSync(file, printReport(findings, read(file)));
  process.stderr.write(`${options.out} written.\n`);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}
