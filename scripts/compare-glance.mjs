#!/usr/bin/env node
// `npm run compare`: asks a real Glance and Accord the same, and prints where their answers differ.
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';

const usage = `Usage: npm run compare

Starts a real Glance with Keystone, from Debian's packages, and Accord, both on loopback; sends both the same requests, and prints every
answer that differs in status, headers or body, place by place. As root on Debian it installs what is missing. It takes some minutes.
Which differences are on purpose is in docs/api-conventions.md.
`;

if (process.argv.includes('--help')) process.stdout.write(usage);
else {
  try {
    await ensureDependencies();
    await reexecOnPinnedNode(import.meta.url);
    ensureDebianPackages('peers');
    const { printOutcomes, runCompare } = await import('../bench/compare/run-compare.ts');
    process.stdout.write(printOutcomes(await runCompare()));
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
}
