// Builds web/dist: Vite's output, compressed copies of it, and the hash of the sources. It replaces what was there in one step.
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { build } from 'vite';
import { dist, hashFile, hashSources, web } from './console-sources.ts';

const compressible = /[.](js|css|html|svg)$/;
const compressors = { br: promisify(brotliCompress), gz: promisify(gzip) };

/** Throws an Error when the sources cannot be built; web/dist is then as it was. */
export async function buildConsole(): Promise<void> {
  const hash = hashSources();
  const folder = await mkdtemp(path.join(web, 'dist-'));
  try {
    await build({
      configFile: path.join(web, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: folder },
    });
    await compress(folder);
    await writeFile(path.join(folder, hashFile), hash);
    await replace(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compress(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    compressible.test(name),
  );
  await Promise.all(
    files.map(async (name) => {
      const file = path.join(folder, name);
      const bytes = await readFile(file);
      for (const [ending, shrink] of Object.entries(compressors)) {
        await writeFile(`${file}.${ending}`, await shrink(bytes));
      }
    }),
  );
}

async function replace(folder: string): Promise<void> {
  const old = `${folder}-old`;
  await rename(dist, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(folder, dist);
  await rm(old, { recursive: true, force: true });
}
