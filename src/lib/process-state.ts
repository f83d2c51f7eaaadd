// What /proc says of a process. `kill(pid, 0)` alone is not enough: it calls a zombie alive, and in a container nobody may reap them.
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { causeCode } from './cause-code.ts';

/** Whether the process exists and still runs (a zombie does not). */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readProc(pid, 'stat');
  if (stat === undefined) return false;
  // The name in parentheses may itself hold parentheses and spaces; the state follows the last one.
  const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  return state !== 'Z' && state !== 'X';
}

/**
 * When the process began, in ticks since the machine was started; undefined when it is gone. With the pid it names one process and no
 * later one, until the machine is started again.
 */
export async function startedAt(pid: number): Promise<number | undefined> {
  const stat = await readProc(pid, 'stat');
  // The 22nd field; the second, in parentheses, may hold spaces.
  const field = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return field === undefined ? undefined : Number(field);
}

/** The arguments the process was started with; empty when it is gone. */
export async function commandLine(pid: number): Promise<string[]> {
  const text = await readProc(pid, 'cmdline');
  return text === undefined ? [] : text.split('\0').slice(0, -1);
}

/** Waits until the process is gone; false when it still runs after `milliseconds`. */
export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  for (let pause = 2; await isRunning(pid); pause = Math.min(pause * 2, 50)) {
    if (performance.now() > deadline) return false;
    await delay(pause);
  }
  return true;
}

async function readProc(pid: number, name: string): Promise<string | undefined> {
  try {
    return await readFile(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    const code = causeCode(error);
    // ESRCH: it ended between opening and reading.
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}
