// Whether web/dist is what web/ would be built into now. It is asked at every start, so it reads and loads as little as it can.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const web = fileURLToPath(new URL('../../web', import.meta.url));
export const dist = path.join(web, 'dist');

/** In web/dist: the hash of what it was built from. */
export const hashFile = 'sources.sha256';

const ownFolder = import.meta.dirname;
const lockFile = fileURLToPath(new URL('../../package-lock.json', import.meta.url));

/**
 * A digest of all that a build depends on, in 64 hex digits: the sources, the packages, and how they are put together.
 */
export function hashSources(folder = web): string {
  const hash = createHash('sha256');
  const files = [...filesIn(folder), ...filesIn(ownFolder), lockFile];
  for (const file of files) hash.update(`${path.basename(file)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** True when web/dist needs no build. */
export function isBuilt(): boolean {
  try {
    return readFileSync(path.join(dist, hashFile), 'utf8') === hashSources();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** In order, so that the digest does not depend on the file system. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) return entry.name.startsWith('dist') ? [] : filesIn(place);
      return /[.]test[.]m?ts$/.test(entry.name) ? [] : [place];
    });
}
