// Accord with its default settings, started as `npm start` does it, on its embedded database and with every flush to disk.
import { join } from 'node:path';
import { readCloud } from '../../test/contract/support/clouds.ts';
import { postmasterOf, queryDatabaseOf } from '../../test/contract/support/embedded-database.ts';
import { signIn } from '../../test/contract/support/http-client.ts';
import { startService } from '../../test/contract/support/service-process.ts';
import { accordName } from './results.ts';
import { multiplyImages } from './multiply-images.ts';
import { countImages, seedByRequests } from './seed-by-requests.ts';
import type { Cloud, Side } from './side.ts';

/** The rest are copies of them; to make all by requests would take minutes. */
const mostByRequests = 200;

/** @param folder where its data go */
export async function startAccord(folder: string): Promise<Cloud> {
  const data = join(folder, 'accord');
  const service = await startService({ data });
  const [owner, recipient] = await Promise.all(
    ['owner', 'recipient'].map(async (name) =>
      signIn(service.url, await readCloud(service.clouds, name)),
    ),
  );
  if (owner === undefined || recipient === undefined) throw new Error('nobody signed in');
  const side: Side = {
    name: accordName,
    imageUrl: service.url,
    owner,
    member: recipient,
    // The database is a session of its own.
    roots: [service.pid, await postmasterOf(data)],
  };
  return {
    sides: [side],
    async seed(images, pending) {
      await seedByRequests(side, Math.min(images, mostByRequests), pending);
      const missing = images - (await countImages(side));
      if (missing > 0) await multiplyImages(data, missing);
      // What autovacuum would do within a minute, in the middle of a measurement.
      await queryDatabaseOf(data, 'vacuum analyze');
    },
    stop: async () => await service.stop(),
  };
}
