#!/usr/bin/env node
// `npm start`: from a fresh checkout to a running service. It brings what is missing, then runs the `quickstart` role of src/main.ts.
// By its default export: the Node that reads this first may be too old to have enableCompileCache.
import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';

const args = process.argv.slice(2);

if (args.includes('--help')) {
  process.stdout.write(
    [
      'Usage: npm start [-- ARGUMENT…]',
      '',
      'Installs the packages of package-lock.json when they are missing, as root on Debian also missing system packages',
      '(ACCORD_APT=never forbids that), builds the console when web/ has changed and a small bootable image for the first start, and runs "quickstart" of src/main.ts with',
      'the arguments. In production run "npm run build" once, then "node src/main.ts serve": it installs and builds nothing.',
      '',
    ].join('\n'),
  );
} else {
  if (await prepare()) {
    // Compiled modules are kept, which takes a third off every later start.
    nodeModule.enableCompileCache(
      fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)),
    );
    await bringConsole();
    const { main } = await import('../src/main.ts');
    await main(['quickstart', ...args], bringSystemDisk);
  }
}

/** False when something needed could not be had; the reason has been printed. */
async function prepare() {
  try {
    await ensureDependencies();
    await reexecOnPinnedNode(import.meta.url);
    ensureDebianPackages('start');
    return true;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return false;
  }
}

/** The service runs without the console, or with the one that was built before, rather than not at all. */
async function bringConsole() {
  const { ensureConsole } = await import('./web/ensure-console.ts');
  const say = (line) => process.stderr.write(`${line}\n`);
  try {
    await ensureConsole(say);
  } catch (error) {
    say(`The console could not be built: ${error.stderr ?? error.message}`);
  }
}

/**
 * The disk that the first start offers beside the plain one. In a process of its own: what builds is large, and a server lives long.
 * @param {(line: string) => void} say
 */
async function bringSystemDisk(say) {
  if (process.env['ACCORD_APT'] === 'never') {
    say(
      'No image that boots is offered: ACCORD_APT=never forbids to download the packages for it.',
    );
    return null;
  }
  const { bringBootImage } = await import('./boot-image/bring-boot-image.mjs');
  return await bringBootImage(say);
}
