import { readUpTo } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';
import { danger, sighting } from './finding.ts';
import type { Sighting } from './finding.ts';

/** Recognises QED, which is never accepted: it is abandoned and only adds a way to backing files. */
export async function probeQed(source: ByteSource): Promise<Sighting | null> {
  const bytes = await readUpTo(source, 0, 4);
  if (bytes.toString('latin1') !== 'QED\0') return null;
  return sighting(null, danger('forbidden-format', 'QED images are not accepted.'));
}
