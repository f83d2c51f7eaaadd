// The database that comes with Accord: the real PostgreSQL, in a folder of the data folder, for this process alone. It outlives a killed
// Accord; the next one takes it over with everything that was committed.
import type pg from 'pg';
import { claimDataFolder, forgetClaim } from './claim-data-folder.ts';
import { readOrMakePassword, readPassword } from './cluster-password.ts';
import { notWritable, openDataFolder, type DataFolder } from './data-folder.ts';
import { databaseUser, hasCluster, initCluster } from './init-cluster.ts';
import { keepClaim } from './keep-claim.ts';
import { locateBinaries } from './locate-binaries.ts';
import { chooseOsUser } from './os-user.ts';
import { reachServer, type Connected, type Server } from './reach-server.ts';
import { stopPostmaster, type PostgresSettings } from './run-postmaster.ts';
import { removeRuntimeFolder } from './runtime-folder.ts';

export interface EmbeddedPostgres {
  /** What `pg.Pool` takes; `host` is the folder of the socket. */
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  };
  /**
   * Resolves when the server went away and could not be started again, or another process has claimed the data folder meanwhile:
   * the caller should end. Never resolves otherwise; a server that crashes is started again and a pool's next connection finds it.
   */
  readonly lost: Promise<Error>;
  /** Ends all sessions, stops the server and waits until it is gone. May be called again. */
  stop(): Promise<void>;
}

const database = 'accord';

/**
 * Starts PostgreSQL in `<dataFolder>/postgres` (made on the first start) or takes over the one that runs there, and claims the data
 * folder for this process. Throws an Error of one line when the folder is another process's (whose database goes on), is not
 * writable, is full, holds another version's cluster, or when there is no PostgreSQL for this platform or user.
 */
export async function startEmbeddedPostgres(options: {
  dataFolder: string;
  log: (line: string) => void;
  /** For the server's command line, where they win over our own: tests have no use for a flush. */
  settings?: PostgresSettings;
}): Promise<EmbeddedPostgres> {
  const data = await openDataFolder(options.dataFolder);
  let server: Server;
  try {
    server = await prepare(data, options.log, options.settings ?? {});
  } catch (error) {
    throw notWritable(data.root, error);
  }
  const connected = await reachServer(server);
  try {
    await claimDataFolder(data, connected.client);
    await makeDatabase(connected.client);
  } catch (error) {
    await connected.client.end();
    throw error;
  }
  return handle(server, connected);
}

async function prepare(
  data: DataFolder,
  log: (line: string) => void,
  settings: PostgresSettings,
): Promise<Server> {
  const binaries = await locateBinaries(data.libraries);
  const exists = await hasCluster(data.cluster, binaries);
  const user = await chooseOsUser(data.root, data.cluster, binaries);
  if (!exists) {
    log(`Making a PostgreSQL ${binaries.major} database in ${data.cluster}.`);
    const made = await readOrMakePassword(data.password);
    await initCluster(data, binaries, user, made);
  }
  const password = await readPassword(data.password);
  if (password === undefined) {
    throw new Error(
      `${data.password} is missing, and without it the database in ${data.cluster} cannot be opened: restore it from a backup.`,
    );
  }
  return { data, binaries, user, password, settings, log };
}

async function makeDatabase(client: pg.Client): Promise<void> {
  const found = await client.query('select from pg_database where datname = $1', [database]);
  if (found.rowCount === 0) await client.query(`create database ${database}`);
}

function handle(server: Server, connected: Connected): EmbeddedPostgres {
  const claim = keepClaim(server, connected);
  let stopped: Promise<void> | undefined;
  return {
    connection: {
      host: connected.socketFolder,
      port: connected.port,
      user: databaseUser,
      password: server.password,
      database,
    },
    lost: claim.lost,
    stop() {
      // The claim ends with the server, not before: nobody can take the folder in between.
      stopped ??= claim.endAfter(async () => {
        await stopPostmaster(server.data.cluster);
        await forgetClaim(server.data);
        await removeRuntimeFolder(connected.socketFolder);
      });
      return stopped;
    },
  };
}
