import { causeCode } from '../../lib/cause-code.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { selectStoresOf } from './queries.ts';

/**
 * Gives the bytes of a blob a second name, which is only read from; a copy where the file systems are not the same. Something must refer to the blob.
 * Faults: unavailable (none of the stores that have it can be read).
 */
export async function lendBlob(
  { db, stores }: Pick<Context, 'db' | 'stores'>,
  digest: string,
  file: string,
): Promise<void> {
  const holding = await selectStoresOf(db, digest);
  let cause: unknown;
  for (const name of stores.preferred(holding)) {
    try {
      await stores.get(name).lend(digest, file);
      return;
    } catch (error) {
      // There is room for it or not, whichever store it comes from.
      if (causeCode(error) === 'ENOSPC') throw error;
      cause = error;
    }
  }
  throw new Fault(
    'unavailable',
    'store.not-readable',
    `The bytes cannot be read from the stores that have them: ${holding.join(', ')}.`,
    { cause },
  );
}
