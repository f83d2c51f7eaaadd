// Gets a connection to the server of a cluster: to the one that runs already (an Accord that was killed left it), else to one started now.
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { causeCode } from '../../lib/cause-code.ts';
import { inUse, readClaimant } from './claim-data-folder.ts';
import { diskFull, type DataFolder } from './data-folder.ts';
import { databaseUser } from './init-cluster.ts';
import type { Binaries } from './locate-binaries.ts';
import type { OsUser } from './os-user.ts';
import { findPostmaster, removeStaleFile } from './postmaster-file.ts';
import { isRunning } from '../../lib/process-state.ts';
import {
  launchPostmaster,
  stopPostmaster,
  type LaunchedPostmaster,
  type PostgresSettings,
} from './run-postmaster.ts';
import { makeRuntimeFolder } from './runtime-folder.ts';

export interface Server {
  readonly data: DataFolder;
  readonly binaries: Binaries;
  readonly user: OsUser;
  readonly password: string;
  readonly settings: PostgresSettings;
  readonly log: (line: string) => void;
}

export interface Connected {
  readonly client: Client;
  readonly socketFolder: string;
  readonly port: number;
}

/** For a server that says in its file that it listens, and does not; and for one that may only be slow to begin. */
const patience = { listening: 3000, starting: 30_000 };
/** For the sessions of a server that was killed to notice and go: until then a new one refuses. */
const leftoversGoWithin = 10_000;

/**
 * Connects to the maintenance database, starting PostgreSQL when it does not run, and waits as long as it says that it is starting,
 * recovering or shutting down. Throws one line when it cannot start or does not answer.
 */
export async function reachServer(server: Server): Promise<Connected> {
  const began = performance.now();
  const { cluster } = server.data;
  let launched: { ended: string | undefined } | undefined;
  let silentSince = began;
  let replaced = false;
  let pause = 4;
  for (;;) {
    const postmaster = await findPostmaster(cluster);
    if (postmaster?.socket) {
      const answer = await tryConnect(postmaster.socket, server);
      if (answer instanceof Client) {
        return {
          client: answer,
          socketFolder: postmaster.socket.folder,
          port: postmaster.socket.port,
        };
      }
      if (answer === 'busy') silentSince = performance.now();
    } else if (!postmaster && (!launched || launched.ended !== undefined)) {
      if (launched?.ended !== undefined) explainFailure(server, launched.ended, began);
      await removeStaleFile(cluster);
      launched = track(await launch(server));
    }
    if (
      performance.now() - silentSince >
      (postmaster?.socket ? patience.listening : patience.starting)
    ) {
      if (replaced)
        throw new Error(`PostgreSQL does not answer on ${cluster}: see ${server.data.logFile}.`);
      replaced = true;
      await endUnresponsive(server);
      silentSince = performance.now();
    }
    await delay(pause);
    pause = Math.min(pause * 1.5, 40);
  }
}

async function launch(server: Server): Promise<LaunchedPostmaster> {
  const socketFolder = await makeRuntimeFolder(server.data.root, server.user);
  return launchPostmaster(server, socketFolder);
}

function track(postmaster: LaunchedPostmaster): { ended: string | undefined } {
  const state: { ended: string | undefined } = { ended: undefined };
  postmaster.ended.then(
    (complaint) => (state.ended = complaint),
    (error: unknown) => (state.ended = String(error)),
  );
  return state;
}

/** Returns when the start may be tried again: another process won the race, or sessions of a killed server are about to go. */
function explainFailure(server: Server, complaint: string, began: number): void {
  if (/No space left on device|Disk quota exceeded/.test(complaint)) {
    throw diskFull(server.data.root, complaint);
  }
  // The last: a process that has just stopped removed the socket's folder.
  const passing =
    /lock file .* already exists|shared memory block .* still in use|could not create lock file .*No such file/;
  if (passing.test(complaint) && performance.now() - began < leftoversGoWithin) return;
  throw new Error(
    `PostgreSQL did not start on ${server.data.cluster}: ${complaint || 'it said nothing'} (its log is ${server.data.logFile}).`,
  );
}

/** A client when the server let us in, `busy` when it answers but is not ready, `silent` when nothing listens. */
async function tryConnect(
  socket: { folder: string; port: number },
  server: Server,
): Promise<Client | 'busy' | 'silent'> {
  const client = new Client({
    host: socket.folder,
    port: socket.port,
    user: databaseUser,
    password: server.password,
    database: 'postgres',
    application_name: 'accord: claim on the data folder',
    connectionTimeoutMillis: 5000,
  });
  // Without a listener an error between two awaits would end the process; connect() reports the ones that matter.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    const code = causeCode(error);
    if (code === '57P03' || code === '53300') return 'busy';
    if (code === '28P01') {
      throw new Error(
        `The password in ${server.data.password} is not that of the database in ${server.data.cluster}: restore both from the same backup.`,
        { cause: error },
      );
    }
    if (code !== undefined && !['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code)) {
      throw error;
    }
    // No code: the connection was closed or timed out while a server was coming or going.
    return 'silent';
  }
}

/** A server whose socket was deleted can be reached by nobody new. It is ended, unless its Accord lives and has it open still. */
async function endUnresponsive(server: Server): Promise<void> {
  const claimant = await readClaimant(server.data);
  if (claimant !== undefined && claimant !== process.pid && (await isRunning(claimant))) {
    throw await inUse(server.data);
  }
  server.log(`PostgreSQL runs on ${server.data.cluster} but does not answer: starting it again.`);
  await stopPostmaster(server.data.cluster);
}
