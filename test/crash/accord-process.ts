// The real program in a process group of its own, and ways to end it that no program survives.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const startsWithin = 60_000;

export interface AccordProcess {
  readonly child: ChildProcess;
  /** The address once it says that it is ready; rejects when it ends before. */
  readonly ready: Promise<string>;
  /** All that it has written to standard error. */
  log(): string;
}

/** Starts the program on a data folder, at a free port. `wrapper` is a program, with its arguments, that is to start it. */
export function launchAccord(data: string, wrapper: readonly string[] = []): AccordProcess {
  const command = [...wrapper, process.execPath, 'src/main.ts', 'quickstart'];
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      TMPDIR: process.env['TMPDIR'],
      ACCORD_DATA: data,
      ACCORD_PORT: '0',
    },
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ready = new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /^Accord is ready at (\S+)$/m.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    const complain = (what: string): void => reject(new Error(`Accord ${what}:\n${log}`));
    child.once('error', reject);
    child.once('close', (code, signal) =>
      complain(`ended (${signal ?? code}) before it was ready`),
    );
    setTimeout(() => complain('did not become ready'), startsWithin).unref();
  });
  // Whoever kills it while it starts does not ask.
  ready.catch(() => undefined);
  return { child, ready, log: () => log };
}

/** kill -9 of the whole process group; resolves when the program is gone. PostgreSQL, in a session of its own, goes on. */
export async function killAccord({ child }: AccordProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await gone;
}

/** Asks the program to end; resolves to its exit code. */
export async function stopAccord({ child }: AccordProcess): Promise<number | null> {
  const gone = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGTERM');
  return (await gone)[0];
}

export interface Postgres {
  readonly pid: number;
  readonly socketFolder: string;
  readonly port: number;
}

/** What postmaster.pid says; null when there is none, or not all of it yet. */
export async function readPostmaster(data: string): Promise<Postgres | null> {
  const path = join(data, 'postgres', 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const [pid, , , port, socketFolder] = text.split('\n');
  if (!pid || !port || !socketFolder) return null;
  return { pid: Number(pid), socketFolder, port: Number(port) };
}

/** kill -9 of the database's server and all of its processes; resolves when they are gone. False when none ran. */
export async function killPostgres(data: string): Promise<boolean> {
  const postmaster = await readPostmaster(data);
  if (postmaster === null || !runs(postmaster.pid, data)) return false;
  // Stopped first, so that it starts no more processes.
  process.kill(postmaster.pid, 'SIGSTOP');
  const family = [postmaster.pid, ...childrenOf(postmaster.pid)];
  for (const pid of family) send(pid, 'SIGKILL');
  for (const pid of family) while (isAlive(pid)) await pause(5);
  return true;
}

/** Ends whatever still runs on the data folder and removes it. */
export async function removeData(data: string, accord: AccordProcess | undefined): Promise<void> {
  if (accord !== undefined) await killAccord(accord);
  const postgres = await readPostmaster(data);
  await killPostgres(data);
  if (postgres !== null) await rm(postgres.socketFolder, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
}

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A pid outlives its process in postmaster.pid: somebody else may have it by now. */
function runs(pid: number, data: string): boolean {
  return isAlive(pid) && read(`/proc/${pid}/cmdline`).includes(join(data, 'postgres'));
}

/** The processes that a process has started, as far as they live. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(statOf(pid)[1]) === parent);
}

function isAlive(pid: number): boolean {
  const [state] = statOf(pid);
  return state !== undefined && state !== 'Z' && state !== 'X';
}

/** The fields after the name, which may hold anything: state, parent, … */
function statOf(pid: number): string[] {
  const text = read(`/proc/${pid}/stat`);
  return text === '' ? [] : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}
