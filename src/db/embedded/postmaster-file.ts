// postmaster.pid, the file by which PostgreSQL says that it runs on a cluster: pid, data folder, start time, port and socket folder,
// one a line, the later ones written a moment after the first. After a crash it stays behind, and its pid may be another process by then.
import { readFile, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { causeCode } from '../../lib/cause-code.ts';
import { commandLine, isRunning } from '../../lib/process-state.ts';

export interface Postmaster {
  readonly pid: number;
  /** Undefined for the moment before it listens. */
  readonly socket: { readonly folder: string; readonly port: number } | undefined;
}

/** The PostgreSQL that runs on this cluster (a real path) right now, whoever started it. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const lines = await readLines(cluster);
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  if (!(await isRunning(pid)) || !(await runsOn(pid, cluster))) return undefined;
  const port = Number(lines[3]);
  const folder = lines[4];
  return { pid, socket: port > 0 && folder ? { folder, port } : undefined };
}

/**
 * Removes a postmaster.pid that PostgreSQL itself would take for a living server because its pid is in use again (or is a zombie).
 * Call only when findPostmaster found none.
 */
export async function removeStaleFile(cluster: string): Promise<void> {
  const pid = Number((await readLines(cluster))[0]);
  if (Number.isSafeInteger(pid) && pid > 1 && !pidInUse(pid)) return;
  if (await findPostmaster(cluster)) return;
  await rm(path.join(cluster, 'postmaster.pid'), { force: true });
}

/** Not /proc/pid/cwd or exe: in a container even root may not read those of another user's process. */
async function runsOn(pid: number, cluster: string): Promise<boolean> {
  const args = await commandLine(pid);
  const folder = args[args.indexOf('-D') + 1];
  if (path.basename(args[0] ?? '') !== 'postgres' || !folder) return false;
  try {
    return (await realpath(folder)) === cluster;
  } catch (error) {
    if (causeCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** As PostgreSQL asks it: zombies and strangers count. */
function pidInUse(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (causeCode(error) === 'ESRCH') return false;
    if (causeCode(error) === 'EPERM') return true;
    throw error;
  }
}

async function readLines(cluster: string): Promise<string[]> {
  try {
    return (await readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  } catch (error) {
    if (causeCode(error) === 'ENOENT') return [];
    throw error;
  }
}
