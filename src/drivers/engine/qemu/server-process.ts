// Finding and ending the programs of servers, also those that nobody wrote down.
import { readdir, readFile } from 'node:fs/promises';
import { causeCode } from '../../../lib/cause-code.ts';
import { commandLine, isRunning, startedAt, waitUntilGone } from '../../../lib/process-state.ts';
import type { Run } from './server-files.ts';

/** How long a program may take to write what it has in memory and end. */
const patience = 5000;

/** What a server's program is called: nobody else's is. */
export function programName(engineId: string, serverId: string): string {
  return `accord-${engineId}-${serverId}`;
}

/** Changes with each start of the machine. */
export async function readBootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
}

/** The pid and start of a process that runs. */
export async function describeProcess(pid: number): Promise<Run['process']> {
  const started = await startedAt(pid);
  return started === undefined || !(await isRunning(pid)) ? null : { pid, startedAt: started };
}

/** Whether that very process still runs. */
export async function stillRuns(known: NonNullable<Run['process']>): Promise<boolean> {
  return (await isRunning(known.pid)) && (await startedAt(known.pid)) === known.startedAt;
}

/** The processes that were started under that name. */
export async function findPrograms(name: string): Promise<number[]> {
  const pids = (await readdir('/proc'))
    .map(Number)
    .filter((pid) => Number.isSafeInteger(pid) && pid > 1);
  const found: number[] = [];
  for (const pid of pids) {
    const args = await commandLine(pid);
    if (args.some((arg, index) => arg === name && args[index - 1] === '-name')) found.push(pid);
  }
  return found;
}

/** Ends a process, first so that it can write what it has in memory. On return it is gone. */
export async function endProcess(pid: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    send(pid, signal);
    // One that was stopped takes no notice of the first.
    send(pid, 'SIGCONT');
    if (await waitUntilGone(pid, patience)) return;
  }
  throw new Error(`process ${pid} does not end`);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (causeCode(error) !== 'ESRCH') throw error;
  }
}
