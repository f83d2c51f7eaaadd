#!/usr/bin/env node
// `npm run build:boot-image`: the small disk image that the first start offers, unless it is there.
import { fileURLToPath } from 'node:url';
import { ensureDependencies, reexecOnPinnedNode } from './ensure-dependencies.mjs';

const folder = fileURLToPath(new URL('../node_modules/.cache/accord/boot-image', import.meta.url));

if (process.argv.includes('--help')) {
  process.stdout.write(
    [
      'Usage: npm run build:boot-image',
      '',
      'Builds a disk image of 18 MB that boots, of the packages of Debian 12, and prints the path of its file. "npm start" does it by itself at its',
      'first start. It installs nothing, and needs apt-get, dpkg-deb, qemu-img and mke2fs; any user may run it.',
      '',
    ].join('\n'),
  );
} else {
  await ensureDependencies();
  await reexecOnPinnedNode(import.meta.url);
  const { cachedBootImage } = await import('../src/setup/boot-image/cached-boot-image.ts');
  try {
    const file = await cachedBootImage(folder, { flavour: 'debian', name: 'debian-tiny' });
    process.stdout.write(`${file}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
