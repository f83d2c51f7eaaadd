#!/usr/bin/env node
// Writes the documents in docs/ that say what the code says: settings.md, authz.txt, errors.md, conformance.md, api-conventions.md, coverage/{ims,ecs,evs,cbr}.md, openapi/accord-v1.json. With --check it only compares.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const args = new Set(process.argv.slice(2));

if (args.has('--help')) {
  process.stdout.write(
    'Usage: npm run docs [-- --check]\n\nWrites the documents in docs/ that are printed from the code and its tests; --check fails when one is not as it would be written.\n',
  );
} else {
  await ensureDependencies();
  await reexecOnPinnedNode(import.meta.url);
  for (const [name, text] of Object.entries(await print())) settle(name, text, args.has('--check'));
}

async function print() {
  const { printSettings } = await import('./docs/settings.ts');
  const { printAuthorization } = await import('./docs/authorization.ts');
  const { printErrors } = await import('./docs/errors.ts');
  const { printConformance } = await import('./docs/conformance.ts');
  const { printApiConventions } = await import('./docs/api-conventions.ts');
  const { printImsCoverage } = await import('./docs/ims/coverage.ts');
  const { printEcsCoverage } = await import('./docs/ecs/coverage.ts');
  const { printEvsCoverage } = await import('./docs/evs/coverage.ts');
  const { printCbrCoverage } = await import('./docs/cbr/coverage.ts');
  const { printOpenApi } = await import('./docs/openapi.ts');
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return {
    'settings.md': printSettings(),
    'authz.txt': printAuthorization(),
    'errors.md': printErrors(path.join(root, 'src')),
    'conformance.md': printConformance(),
    'api-conventions.md': printApiConventions(),
    'coverage/ims.md': printImsCoverage(root),
    'coverage/ecs.md': printEcsCoverage(root),
    'coverage/evs.md': printEvsCoverage(root),
    'coverage/cbr.md': printCbrCoverage(root),
    'openapi/accord-v1.json': printOpenApi(version),
  };
}

function settle(name, text, onlyCompare) {
  const file = path.join(root, 'docs', name);
  if (read(file) === text) return;
  if (onlyCompare) {
    process.stdout.write(`docs/${name} is out of date: run "npm run docs".\n`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`docs/${name} written.\n`);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
