#!/usr/bin/env node
// `npm run build`: the console of web/ as files in web/dist, which every role of src/main.ts serves.
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';

if (process.argv.includes('--help')) {
  process.stdout.write(
    'Usage: npm run build\n\nBuilds the console of web/ into web/dist. "npm start" does it by itself when web/ has changed.\n',
  );
} else {
  await ensureDependencies();
  await reexecOnPinnedNode(import.meta.url);
  const { buildConsole } = await import('./web/build-console.ts');
  const { firstLoad } = await import('./web/first-load.ts');
  await buildConsole();
  const bytes = firstLoad().reduce((sum, { br }) => sum + br, 0);
  process.stdout.write(
    `The console is in web/dist; a first visit loads ${(bytes / 1000).toFixed(0)} kB of scripts.\n`,
  );
}
