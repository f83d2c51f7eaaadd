#!/usr/bin/env node
// Holds every import to the directions in .dependency-cruiser.cjs. dependency-cruiser skips what it cannot parse without a word, so
// this also compares the files that it has read with those that are there.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { reexecOnPinnedNode } from './ensure-dependencies.mjs';

const parts = ['src', 'web', 'test', 'scripts', 'bench'];

const [first] = process.argv.slice(2);
if (first === '--help') {
  process.stdout.write(
    'Usage: node scripts/check-layers.mjs [FOLDER]\n\nChecks the imports of this checkout, or of a copy in FOLDER.\n',
  );
} else {
  await reexecOnPinnedNode(import.meta.url);
  process.chdir(first ?? path.dirname(path.dirname(fileURLToPath(import.meta.url))));
  const complaints = await check();
  if (complaints.length > 0) {
    process.stdout.write(`${complaints.join('\n')}\n`);
    process.exitCode = 1;
  }
}

async function check() {
  const { cruise } = await import('dependency-cruiser');
  const { default: optionsFrom } =
    await import('dependency-cruiser/config-utl/extract-depcruise-options');
  const options = await optionsFrom(path.resolve('.dependency-cruiser.cjs'));
  const present = parts.filter((part) => existsSync(part));
  const { output } = await cruise(present, options);
  const read = new Set(output.modules.map((module) => module.source));
  const unread = present.flatMap(filesIn).filter((file) => !read.has(file));
  return [
    ...unread.map((file) => `${file}: was not read by dependency-cruiser`),
    ...output.summary.violations.map(describe),
  ];
}

function filesIn(part) {
  return readdirSync(part, { recursive: true })
    .filter((name) => /(?<![.]d)[.](tsx?|mjs)$/.test(name) && !name.startsWith('dist'))
    .map((name) => path.join(part, name));
}

function describe({ rule, from, to, cycle, comment }) {
  const way = cycle ? cycle.map((step) => step.name).join(' → ') : to;
  return `${rule.name}: ${from} → ${way}${comment ? `\n  ${comment}` : ''}`;
}
