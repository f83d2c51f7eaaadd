// A real Keystone and a real Glance from Debian's packages, on loopback and under one folder, with the database and the cache that
// they need. Nothing of the machine's own settings is read but Glance's pipeline and its metadata definitions.
import { mkdir } from 'node:fs/promises';
import { availableParallelism, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Cloud } from '../../test/contract/support/clouds.ts';
import { freePort } from '../../test/contract/support/free-port.ts';
import { listensOn } from './answers-at.ts';
import { startDaemon, type Daemon } from './daemon.ts';
import { prepareGlance, startGlance, type Flavour, type Glance } from './glance.ts';
import type { Ini } from './ini.ts';
import {
  addImageService,
  addPerson,
  prepareKeystone,
  serviceUser,
  startKeystone,
} from './keystone.ts';
import { startMariaDb } from './mariadb.ts';
import { seedImages } from './seed-images.ts';

export interface OpenStackOptions {
  /** Must not exist yet. */
  readonly folder: string;
  /** One server of the image API for each, over the same data; the first is the one in the catalogue. */
  readonly flavours: readonly Flavour[];
  /** More settings of Glance, in sections of their own. */
  readonly more?: Ini;
}

type Person = 'admin' | 'usera' | 'userb' | 'userc';

export interface OpenStack {
  /** Without a slash at its end, and without `/v3`. */
  readonly identityUrl: string;
  readonly images: readonly Glance[];
  /** The administrator, and members of the projects A, B and C. */
  readonly clouds: Readonly<Record<Person, Cloud>>;
  /** Processes that, with what they have started, do the work of all the image servers: database, cache, tokens. */
  readonly shared: readonly number[];
  /** Makes active images of 64 bytes of A, in the database alone, until A has so many, and so many of them are pending with B. */
  seed(images: number, pending: number): Promise<void>;
  stop(): Promise<void>;
}

/** Takes about a minute, most of it the migrations of the two databases. Throws when something does not start; nothing runs on then. */
export async function startOpenStack(options: OpenStackOptions): Promise<OpenStack> {
  const { folder, flavours, more = {} } = options;
  // As many as the machine can run at once, for each of the servers: what its operators are told to do.
  const workers = availableParallelism();
  const daemons: Daemon[] = [];
  const keep = <T extends Daemon>(daemon: T): T => {
    daemons.push(daemon);
    return daemon;
  };
  const stop = async (): Promise<void> => {
    for (const daemon of daemons.splice(0).toReversed()) await daemon.stop();
  };
  try {
    await mkdir(folder);
    const database = keep(await startMariaDb(folder));
    const cachePort = await freePort();
    const cache = `127.0.0.1:${cachePort}`;
    keep(await startMemcached(folder, cachePort));
    const [identityData, imageData] = await Promise.all([
      prepareKeystone(folder, database, cache),
      prepareGlance(folder, database),
    ]);
    const keystone = keep(await startKeystone(identityData, workers));
    const shared = daemons.map(({ pid }) => pid);
    const settings = {
      ...more,
      keystone_authtoken: {
        ...serviceUser(keystone, await addPerson(keystone, 'glance', 'service', 'admin')),
        memcached_servers: cache,
        token_cache_time: 300,
        service_token_roles_required: true,
      },
    };
    const images: Glance[] = [];
    for (const flavour of flavours) {
      images.push(keep(await startGlance(imageData, flavour, workers, settings)));
    }
    await addImageService(keystone, images[0]?.url ?? '');
    const clouds = {
      admin: keystone.admin,
      usera: await addPerson(keystone, 'usera', 'A', 'member'),
      userb: await addPerson(keystone, 'userb', 'B', 'member'),
      userc: await addPerson(keystone, 'userc', 'C', 'member'),
    };
    return {
      identityUrl: keystone.url,
      images,
      clouds,
      shared,
      seed: async (count, pending) => await seedImages(database, imageData.images, count, pending),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startMemcached(folder: string, port: number): Promise<Daemon> {
  const user = ['-u', userInfo().username];
  return await startDaemon({
    command: ['/usr/bin/memcached', ...user, '-l', '127.0.0.1', '-p', `${port}`, '-m', '128'],
    log: join(folder, 'memcached.log'),
    isReady: async () => await listensOn(port),
  });
}
