#!/usr/bin/env node
// `npm run compare`: asks a real Glance and Accord the same, and holds their answers against the differences that are on purpose.
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';
import { runCommand } from './run-command.mjs';

const usage = `Usage: npm run compare

Starts a real Glance with Keystone, from Debian's packages, and Accord, both on loopback; sends both the same requests, and compares the
answers field by field. What differs on purpose is listed in bench/compare/differences.ts, with how it shows, and printed to
docs/api-conventions.md. The run fails when the answers differ in anything else, and when something in the list no longer shows; it
prints both answers then. As root on Debian it installs what is missing. It takes one to four minutes.
`;

await runCommand(usage, run);

async function run() {
  await ensureDependencies();
  await reexecOnPinnedNode(import.meta.url);
  ensureDebianPackages('peers');
  const { runCompare } = await import('../bench/compare/run-compare.ts');
  const { isAsExpected, printVerdict } = await import('../bench/compare/print-verdict.ts');
  const began = performance.now();
  const verdict = await runCompare((line) => process.stderr.write(`${line}\n`));
  process.stdout.write(printVerdict(verdict, (performance.now() - began) / 1000));
  if (!isAsExpected(verdict)) process.exitCode = 1;
}
