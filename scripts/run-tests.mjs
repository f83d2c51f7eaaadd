#!/usr/bin/env node
// `npm test` and `npm run check`: all checks of the repository, or the named ones. Whatever happens, the last line is
// "N passed, N failed", and the exit code says the same.
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';

const args = process.argv.slice(2);

try {
  await ensureDependencies();
  await reexecOnPinnedNode(import.meta.url);
  const { findSuites, selectSuites, usage } = await import('./testing/suites.mjs');
  const suites = findSuites();
  if (args.includes('--help')) process.stdout.write(usage(suites));
  else {
    const { runSuites } = await import('./testing/run-suites.mjs');
    process.exitCode = (await runSuites(selectSuites(suites, args))) ? 0 : 1;
  }
} catch (error) {
  // One line is meant for the reader; anything else is a mistake of ours and wants its stack.
  process.stdout.write(
    `${error.name === 'Error' ? error.message : error.stack}\n\n0 passed, 1 failed\n`,
  );
  process.exitCode = 1;
}
