// Makes the cluster once. initdb works in a folder beside, which is renamed when complete: a start that dies half-way leaves no half cluster.
import { execFile } from 'node:child_process';
import { mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { userInfo } from 'node:os';
import { causeCode } from '../../lib/cause-code.ts';
import { diskFull, type DataFolder } from './data-folder.ts';
import type { Binaries } from './locate-binaries.ts';
import { commandAs, giveTo, type OsUser } from './os-user.ts';
import { isRunning } from '../../lib/process-state.ts';

const run = promisify(execFile);

/** The database's only role, its superuser. */
export const databaseUser = 'accord';

/** Whether a complete cluster is there. Throws one line when it is one of another major version of PostgreSQL. */
export async function hasCluster(cluster: string, binaries: Binaries): Promise<boolean> {
  let version: string;
  try {
    version = (await readFile(path.join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (causeCode(error) === 'ENOENT') return false;
    throw error;
  }
  if (version === binaries.major) return true;
  throw new Error(
    `The database in ${cluster} was made by PostgreSQL ${version}, but this Accord brings PostgreSQL ${binaries.major}: start the Accord that made it, or dump it there with pg_dumpall and load it into a new folder.`,
  );
}

/** Makes the cluster: UTF-8, the built-in C.UTF-8 collation, checksums, passwords only. When another process was quicker, its cluster stays. */
export async function initCluster(
  data: DataFolder,
  binaries: Binaries,
  user: OsUser,
  password: string,
): Promise<void> {
  await removeAbandoned(data);
  const draft = `${data.cluster}.new-${process.pid}`;
  const cluster = path.join(draft, 'cluster');
  const passwordFile = path.join(draft, 'password');
  try {
    await mkdir(cluster, { recursive: true, mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    await giveTo(user, draft);
    await runInitdb(data, binaries, user, cluster, passwordFile);
    await rename(cluster, data.cluster);
    await syncFolder(data.root);
  } catch (error) {
    const code = causeCode(error);
    if (code === 'ENOSPC') throw diskFull(data.root, error);
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    await explainOccupied(data, binaries, error);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function runInitdb(
  data: DataFolder,
  binaries: Binaries,
  user: OsUser,
  cluster: string,
  passwordFile: string,
): Promise<void> {
  const { file, args, options } = commandAs(
    user.kind === 'self' && !hasName() ? { kind: 'namespace', uid: 0 } : user,
    binaries.initdb,
    [
      `--pgdata=${cluster}`,
      `--username=${databaseUser}`,
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      '--auth=scram-sha-256',
      '--no-instructions',
    ],
    binaries.environment,
  );
  try {
    await run(file, args, options);
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    if (/no space left on device|disk quota exceeded/i.test(text)) throw diskFull(data.root, cause);
    throw new Error(`PostgreSQL could not make a database in ${data.root}: ${complaint(text)}`, {
      cause,
    });
  }
}

/** initdb refuses a user without an entry in /etc/passwd (a container's arbitrary uid), the server does not: a namespace has `nobody`. */
function hasName(): boolean {
  try {
    userInfo();
    return true;
  } catch (error) {
    if (causeCode(error) === 'ERR_SYSTEM_ERROR') return false;
    throw error;
  }
}

/** A folder in the cluster's place that is not a cluster is the user's to look at; a cluster is another process's, just made. */
async function explainOccupied(
  data: DataFolder,
  binaries: Binaries,
  cause: unknown,
): Promise<void> {
  if (await hasCluster(data.cluster, binaries)) return;
  throw new Error(
    `${data.cluster} is not empty and holds no PostgreSQL database (PG_VERSION is missing): restore it from a backup, or move it away to start with a new one.`,
    { cause },
  );
}

/** Drafts of processes that died while making a cluster. */
async function removeAbandoned(data: DataFolder): Promise<void> {
  const prefix = `${path.basename(data.cluster)}.new-`;
  for (const name of await readdir(data.root)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(name.slice(prefix.length));
    if (pid !== process.pid && (await isRunning(pid))) continue;
    await rm(path.join(data.root, name), { recursive: true, force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The line of initdb's output that says what went wrong. */
function complaint(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /error:|FATAL:/.test(line)) ?? lines.at(-1) ?? text;
}
