// One run: a real Glance and Accord side by side, asked the same, and what they say held against what is known to differ.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readCloud, type Cloud } from '../../test/contract/support/clouds.ts';
import { startService } from '../../test/contract/support/service-process.ts';
import { temporaryFolder } from '../../test/contract/support/temporary-folder.ts';
import { metadefs } from '../openstack/glance.ts';
import { addPerson } from '../openstack/keystone.ts';
import { startOpenStack } from '../openstack/start-openstack.ts';
import { compareSides } from './compare-sides.ts';
import { differences } from './differences.ts';
import { judge, type Verdict } from './judge.ts';
import { prepareSide, type People, type Side } from './side.ts';
import { topics } from './topics.ts';

/** Something that runs until the end of the run. */
type Started = { stop(): Promise<void> };

/**
 * Starts both, asks everything, and stops what it has started. Throws when something does not start, a state that cases need cannot be
 * made, or SIGINT or SIGTERM comes; nothing runs on then.
 * @param log gets a line for each step
 */
export async function runCompare(log: (line: string) => void): Promise<Verdict> {
  const folder = await temporaryFolder();
  const started: Started[] = [];
  const stopped = new AbortController();
  const interrupted = Promise.race(
    ['SIGINT', 'SIGTERM'].map(async (name) => {
      await once(process, name, { signal: stopped.signal });
      throw new Error(`ended by ${name}`);
    }),
  );
  // When nothing interrupts, it is the abort that ends the waiting.
  interrupted.catch(() => {});
  try {
    return await Promise.race([ask(folder.path, started, log), interrupted]);
  } finally {
    stopped.abort();
    for (const each of started.toReversed()) await each.stop();
    await folder.remove();
  }
}

async function ask(
  folder: string,
  started: Started[],
  log: (line: string) => void,
): Promise<Verdict> {
  const web = await startWeb();
  started.push(web);
  const ids = new Map([
    ['missing', '00000000-0000-4000-8000-000000000000'],
    ['chosen', randomUUID()],
    ['web', `http://127.0.0.1:${web.port}`],
    ['space', 'Compared::Space'],
    ['farRegion', 'FarRegion'],
  ]);
  log('Starting Keystone and Glance.');
  const glance = await startGlance(folder, started, web.port, ids);
  log('Starting Accord.');
  const accord = await startAccord(folder, started, web.port, ids);
  log('Asking both.');
  return judge(await compareSides({ glance, accord }, topics), differences);
}

/** Under its own server: uWSGI, as Debian sets it up, leaves out `Content-Length`. */
async function startGlance(
  folder: string,
  started: Started[],
  webPort: number,
  ids: ReadonlyMap<string, string>,
): Promise<Side> {
  const openstack = await startOpenStack({
    folder: join(folder, 'openstack'),
    flavours: ['eventlet'],
    more: {
      import_filtering_opts: {
        allowed_hosts: '[127.0.0.1]',
        allowed_ports: `[80,443,${webPort}]`,
      },
    },
  });
  started.push(openstack);
  const { admin, usera: owner, userb: member, userc: stranger } = openstack.clouds;
  const service = {
    identityUrl: openstack.identityUrl,
    imageUrl: openstack.images[0]?.url ?? '',
    people: { admin, owner, member, stranger },
  };
  return await prepareSide('glance', service, ids);
}

/** As `npm start` does it, with no more set than the peer has: no sample, Debian's metadata definitions, the same import. */
async function startAccord(
  folder: string,
  started: Started[],
  webPort: number,
  ids: ReadonlyMap<string, string>,
): Promise<Side> {
  const service = await startService({
    data: join(folder, 'accord'),
    env: {
      ACCORD_SEED: 'none',
      ACCORD_METADEFS: metadefs,
      ACCORD_IMPORT_ALLOW: `127.0.0.1:${webPort}`,
    },
  });
  started.push({ stop: async () => await service.stop() });
  const { url, clouds } = service;
  const people = await addPeople(url, await readCloud(clouds, 'admin'));
  return await prepareSide('accord', { identityUrl: url, imageUrl: url, people }, ids);
}

async function addPeople(url: string, admin: Cloud): Promise<People> {
  const add = async (user: string, project: string): Promise<Cloud> =>
    await addPerson({ url, admin }, user, project, 'member');
  return {
    admin,
    owner: await add('usera', 'A'),
    member: await add('userb', 'B'),
    stranger: await add('userc', 'C'),
  };
}

/** A web server with an image, for imports. */
async function startWeb(): Promise<Started & { readonly port: number }> {
  const server = createServer((_request, response) => response.end(Buffer.alloc(1000, 7)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
