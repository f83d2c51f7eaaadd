#!/usr/bin/env node
// `npm run screenshots`: the pictures of the console in docs/screenshots.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';

const folder = path.join(
  path.dirname(path.dirname(fileURLToPath(import.meta.url))),
  'docs',
  'screenshots',
);

const usage = `Usage: npm run screenshots [-- PICTURE…]

Starts a service with a data folder of its own, fills it with images and offers, and takes pictures of the console's pages in both
languages: docs/screenshots/<language>/<picture>.png. Which there are is listed in scripts/screenshots/pictures.ts; named ones only, when
there are names. As root on Debian it installs what is missing. It takes about two minutes, and fails when a page is not there.
`;

const args = process.argv.slice(2);
if (args.includes('--help')) process.stdout.write(usage);
else {
  try {
    await run();
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
}

async function run() {
  await ensureDependencies();
  await reexecOnPinnedNode(import.meta.url);
  ensureDebianPackages('screenshots');
  const { takePictures } = await import('./screenshots/take-pictures.ts');
  const missing = await takePictures(folder, args, (line) => process.stderr.write(`${line}\n`));
  for (const address of missing) process.stderr.write(`There is no page at ${address}.\n`);
  if (missing.length > 0) process.exitCode = 1;
}
