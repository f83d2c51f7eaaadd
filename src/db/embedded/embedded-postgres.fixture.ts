// For tests: temporary data folders, databases that are stopped when the test ends, and Accord processes to kill.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client, type ClientConfig } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { findPostmaster } from './postmaster-file.ts';
import { stopPostmaster } from './run-postmaster.ts';
import { removeRuntimeFolder } from './runtime-folder.ts';

export const isRoot = process.getuid?.() === 0;
export const nobody = 65534;

const cleanups = new WeakMap<TestContext, (() => Promise<void>)[]>();

/** Like t.after, but the last one registered runs first: a server stops before its folder goes. */
function later(t: TestContext, work: () => Promise<void>): void {
  const known = cleanups.get(t);
  if (known) {
    known.push(work);
    return;
  }
  const list = [work];
  cleanups.set(t, list);
  t.after(async () => {
    for (const each of list.toReversed()) await each();
  });
}

/** A temporary folder; whatever PostgreSQL still runs on `<folder>/postgres`, or a folder in it, is stopped afterwards. */
export async function makeFolder(
  t: TestContext,
  options: { mode?: number; owner?: number; databaseIn?: string } = {},
): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'accord-test-')));
  await chmod(folder, options.mode ?? 0o711);
  if (options.owner !== undefined) await chown(folder, options.owner, options.owner);
  later(t, async () => {
    const cluster = path.join(folder, options.databaseIn ?? '', 'postgres');
    const left = await findPostmaster(cluster);
    await stopPostmaster(cluster);
    if (left?.socket) await removeRuntimeFolder(left.socket.folder);
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

let template: Promise<string> | undefined;
after(async () => {
  if (template) await rm(await template, { recursive: true, force: true });
});

async function makeTemplate(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'accord-template-'));
  await chmod(folder, 0o711);
  await (await startEmbeddedPostgres({ dataFolder: folder, log: () => undefined })).stop();
  return folder;
}

/** A temporary data folder whose database was made earlier (copied: making one takes a second and a half). */
export async function makeUsedFolder(t: TestContext): Promise<string> {
  template ??= makeTemplate();
  const from = await template;
  const folder = await makeFolder(t);
  execFileSync('cp', ['-a', `${from}/.`, folder]);
  return folder;
}

/** Starts a database in this process; it is stopped when the test ends. */
export async function start(t: TestContext, dataFolder: string): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataFolder, log: () => undefined });
  later(t, () => postgres.stop());
  return postgres;
}

export interface AccordProcess {
  readonly child: ChildProcess;
  /** What it says first that is not a log line. */
  readonly outcome: { ready: ClientConfig } | { failed: string };
}

/** Starts a database in another process, which is killed when the test ends. */
export async function startProcess(
  t: TestContext,
  dataFolder: string,
  uid?: number,
): Promise<AccordProcess> {
  const child = launchProcess(t, dataFolder, uid);
  for await (const line of createInterface({ input: child.stdout })) {
    const message: { log?: string; ready?: ClientConfig; failed?: string } = JSON.parse(line);
    if (message.ready) return { child, outcome: { ready: message.ready } };
    if (message.failed !== undefined) return { child, outcome: { failed: message.failed } };
  }
  throw new Error('the process ended without a word');
}

/** The same without waiting for its outcome. */
export function launchProcess(t: TestContext, dataFolder: string, uid?: number) {
  const script = fileURLToPath(new URL('./start-in-process.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dataFolder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  later(t, () => kill(child));
  return child;
}

/** kill -9, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Runs one statement on a connection of its own. */
export async function query(
  connection: ClientConfig,
  text: string,
): Promise<Record<string, unknown>[]> {
  const client = new Client(connection);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

export async function postmasterPid(dataFolder: string): Promise<number> {
  const found = await findPostmaster(path.join(dataFolder, 'postgres'));
  if (!found) throw new Error(`no PostgreSQL runs in ${dataFolder}`);
  return found.pid;
}

/** The uid that runs the process. */
export function uidOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'uid=', '-p', String(pid)], { encoding: 'utf8' }));
}
