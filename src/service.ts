// The composition root: Config → a running service. Parts start in the order in which they need each other and stop in reverse.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { isConsoleBuilt, mountConsole } from './api/console/console.ts';
import { facadesFor } from './api/facades.ts';
import { buildServer } from './api/http/server.ts';
import type { Config } from './config.ts';
import { startEmbeddedPostgres } from './db/embedded/embedded-postgres.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase, openPool } from './db/pool.ts';
import { holdProcessLock, type ProcessLock } from './db/process-lock.ts';
import { selectStoresInUse } from './domain/bytes/queries.ts';
import { sweepStores } from './domain/bytes/reclaim-blob.ts';
import type { Context } from './domain/context.ts';
import { recoverDisks } from './domain/disks/recover-disks.ts';
import { ensureFoundations } from './domain/identity/ensure-foundations.ts';
import { recoverUploads } from './domain/images/recover-uploads.ts';
import { recoverServers } from './domain/servers/recover-servers.ts';
import { Buckets } from './drivers/bucket/buckets.ts';
import type { Engine } from './drivers/engine/engine.ts';
import { QemuEngine } from './drivers/engine/qemu/qemu-engine.ts';
import { Stores } from './drivers/store/stores.ts';
import { prepareQueue, startWorker } from './jobs/worker.ts';
import { loadMetadefs } from './setup/load-metadefs.ts';
import { openSecrets } from './setup/secrets.ts';
import { taskHandlers } from './tasks.ts';

export interface Service {
  readonly context: Context;
  /** Where it listens, such as `http://127.0.0.1:9292`. */
  readonly address: string;
  /** Resolves when a part is lost for good (the database gone): the process should end. */
  readonly lost: Promise<Error>;
  stop(): Promise<void>;
}

type Stop = () => Promise<void>;

const consoleFolder = fileURLToPath(new URL('../web/dist', import.meta.url));

/**
 * Starts everything and listens. `beforeListening` runs when the parts are up and nobody can ask yet. Whatever had started is stopped
 * again when a later part fails; the error is one line for the user.
 */
export async function startService(
  config: Config,
  log: (line: string) => void,
  beforeListening: (context: Context) => Promise<void> = async () => {},
): Promise<Service> {
  const stops: Stop[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).toReversed()) await each();
  };
  try {
    return await start(config, log, beforeListening, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  config: Config,
  log: (line: string) => void,
  beforeListening: (context: Context) => Promise<void>,
  stops: Stop[],
  stop: Stop,
): Promise<Service> {
  const { connection, lost } = await openConnection(config, log, stops);
  const pool = openPool(connection, config.databasePool, (error) =>
    log(`database: ${error.message}`),
  );
  stops.push(async () => await pool.end());
  await migrate(pool);
  await prepareQueue(pool);
  const lock = await holdProcessLock(pool, log);
  stops.push(async () => await lock.release());
  const settings = { ...config.settings, publicUrl: config.publicUrl ?? '' };
  const context: Context = {
    db: openDatabase(pool),
    stores: await Stores.open(config.stores),
    buckets: await Buckets.open(config.buckets),
    engine: await openEngine(config, lock, log, stops),
    settings,
    secrets: await openSecrets(config.data, config.secretKey),
    processId: lock.processId,
  };
  await warnOfMissingStores(context, log);
  await recoverUploads(context);
  await ensureFoundations(context);
  await loadMetadefs(context, config.metadefs, log);
  await recoverMachines(context, log, stops);
  await beforeListening(context);
  await startJobs(pool, context, log, stops);
  const app = await buildServer(context, facadesFor(settings), {
    log: config.log,
    requestBody: config.requestBody,
    idleSeconds: config.uploadIdleSeconds,
    mount: async (server) => await mountConsole(server, consoleFolder),
  });
  if (!isConsoleBuilt(consoleFolder)) log('There is no console yet: run "npm run build".');
  const address = await listen(app, config);
  // Links need the port, which is known only now when the system chose it.
  if (settings.publicUrl === '') settings.publicUrl = address;
  stops.push(async () => {
    const cut = setTimeout(() => app.server.closeAllConnections(), config.drainSeconds * 1000);
    await app.close();
    clearTimeout(cut);
  });
  return { context, address, lost, stop };
}

/** Of several processes on one database one has an engine: two would not know of each other's servers. */
async function openEngine(
  config: Config,
  lock: ProcessLock,
  log: (line: string) => void,
  stops: Stop[],
): Promise<Engine | null> {
  if (config.engine === 'none') return null;
  if (!(await lock.claimEngine())) {
    log('Another process on this database runs the servers: this one runs none.');
    return null;
  }
  const { accelerator, engineUids: uids } = config;
  await mkdir(config.data, { recursive: true });
  const folder = join(config.data, 'engine');
  const engine = await QemuEngine.open({ folder, accelerator, uids, log });
  stops.push(async () => await engine.close());
  return engine;
}

/** Servers before disks: what a server let go of is dropped once it does not run. */
async function recoverMachines(
  context: Context,
  log: (line: string) => void,
  stops: Stop[],
): Promise<void> {
  const { done } = await recoverServers(context, log);
  const settled = done.catch((error: unknown) => {
    log(`starting servers again failed: ${String(error)}`);
  });
  stops.push(async () => await settled);
  await recoverDisks(context, log);
  const { engine } = context;
  // Whoever wants to make a server is told, too; looking takes a moment, and nobody waits for it here.
  const looked = engine === null ? Promise.resolve() : tellMissing(engine, log);
  stops.push(async () => await looked);
}

async function tellMissing(engine: Engine, log: (line: string) => void): Promise<void> {
  try {
    const { available, missing } = await engine.status();
    if (!available) log(`Servers and disks cannot be made here yet: ${missing.join(' ')}`);
  } catch (error) {
    log(`looking at what the engine has failed: ${String(error)}`);
  }
}

/** What is only in a store that the settings do not name cannot be read until they do. */
async function warnOfMissingStores(context: Context, log: (line: string) => void): Promise<void> {
  const missing = (await selectStoresInUse(context.db)).filter((name) => !context.stores.has(name));
  for (const name of missing)
    log(`ACCORD_STORES does not name "${name}", and images are kept there.`);
}

async function openConnection(
  config: Config,
  log: (line: string) => void,
  stops: Stop[],
): Promise<{ connection: pg.PoolConfig; lost: Promise<Error> }> {
  if (config.databaseUrl !== '') {
    return { connection: { connectionString: config.databaseUrl }, lost: new Promise(() => {}) };
  }
  const embedded = await startEmbeddedPostgres({ dataFolder: config.data, log });
  stops.push(async () => await embedded.stop());
  return { connection: embedded.connection, lost: embedded.lost };
}

async function startJobs(
  pool: pg.Pool,
  context: Context,
  log: (line: string) => void,
  stops: Stop[],
): Promise<void> {
  const worker = await startWorker(
    pool,
    context.processId,
    taskHandlers(context),
    log,
    context.engine !== null,
  );
  stops.push(async () => await worker.stop());
  // Not on the way of the first request: it walks the whole store.
  const sweep = sweepStores(context).catch((error: unknown) => {
    log(`sweeping the image stores failed: ${String(error)}`);
  });
  stops.push(async () => {
    await sweep;
  });
}

async function listen(
  app: Awaited<ReturnType<typeof buildServer>>,
  config: Config,
): Promise<string> {
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new Error(
        `Port ${config.port} on ${config.host} is in use. Stop what listens there, or set ACCORD_PORT to another port.`,
        { cause: error },
      );
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new Error(
        `Cannot listen on ${config.host}:${config.port} (${code}). Set ACCORD_HOST and ACCORD_PORT to an address of this machine.`,
        { cause: error },
      );
    }
    throw error;
  }
  const address = app.server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the server listens on no port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
