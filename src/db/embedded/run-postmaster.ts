// Starts and stops the server process. It runs in a session of its own, so that Ctrl-C reaches Accord first and Accord stops it last.
import { spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { causeCode } from '../../lib/cause-code.ts';
import type { DataFolder } from './data-folder.ts';
import type { Binaries } from './locate-binaries.ts';
import { commandAs, type OsUser } from './os-user.ts';
import { findPostmaster } from './postmaster-file.ts';
import { waitUntilGone } from '../../lib/process-state.ts';

/** A megabyte count past which the log is set aside at start, replacing the one set aside before. */
const longestLog = 8 * 1024 * 1024;
/** How long PostgreSQL may take to end its sessions and write its last checkpoint before it is ended without one. */
const patience = 60_000;
/** Part of the socket's name, nothing more: it listens on no network. */
const port = 5432;

/** Names and values as PostgreSQL documents them. */
export type PostgresSettings = Readonly<Record<string, string>>;

const ownSettings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  port,
  max_connections: 100,
  shared_buffers: '128MB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  max_wal_size: '512MB',
} as const;

export interface Launch {
  readonly data: DataFolder;
  readonly binaries: Binaries;
  readonly user: OsUser;
  /** They win over our own. */
  readonly settings: PostgresSettings;
}

export interface LaunchedPostmaster {
  /** Resolves when the process has ended, with what it last said in its log (empty when nothing). */
  readonly ended: Promise<string>;
}

/** Starts PostgreSQL on the cluster; it may still be recovering, or about to give up, when this returns. */
export async function launchPostmaster(
  { data, binaries, user, settings }: Launch,
  socketFolder: string,
): Promise<LaunchedPostmaster> {
  await rotateLog(data);
  const log = await open(data.logFile, 'a', 0o640);
  try {
    const logStart = (await log.stat()).size;
    const all = { ...ownSettings, ...settings, unix_socket_directories: socketFolder };
    const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const { file, args, options } = commandAs(
      user,
      binaries.postgres,
      ['-D', data.cluster, ...flags],
      binaries.environment,
    );
    const child = spawn(file, args, {
      ...options,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    const ended = new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => resolve(readLastComplaint(data.logFile, logStart)));
    });
    // Whoever started it may have stopped listening by the time it ends, days later.
    ended.catch(() => undefined);
    return { ended };
  } finally {
    await log.close();
  }
}

/** Stops the server that runs on the cluster, if any, and waits until it is gone. Its sessions are ended, what they committed stays. */
export async function stopPostmaster(cluster: string): Promise<void> {
  const postmaster = await findPostmaster(cluster);
  if (!postmaster) return;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    try {
      process.kill(postmaster.pid, signal);
    } catch (error) {
      if (causeCode(error) !== 'ESRCH') throw error;
    }
    if (await waitUntilGone(postmaster.pid, patience)) return;
  }
  throw new Error(
    `PostgreSQL (pid ${postmaster.pid}) does not stop: see the log beside ${cluster}.`,
  );
}

async function rotateLog(data: DataFolder): Promise<void> {
  try {
    if ((await stat(data.logFile)).size > longestLog) {
      await rename(data.logFile, `${data.logFile}.1`);
    }
  } catch (error) {
    if (causeCode(error) !== 'ENOENT') throw error;
  }
}

/** The last FATAL or PANIC line that this start wrote, else its last line. */
async function readLastComplaint(logFile: string, from: number): Promise<string> {
  const text = (await readFile(logFile)).subarray(from).toString('utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((each) => /(FATAL|PANIC):/.test(each)) ?? lines.at(-1) ?? '';
  return line.replace(/^.*?(FATAL|PANIC):\s*/, '');
}
