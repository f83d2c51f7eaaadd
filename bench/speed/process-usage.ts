// What processes have used of the machine, as Linux tells it in /proc.
import { readFileSync, readdirSync } from 'node:fs';

/** Of the times in /proc; the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** The processes and everything that they have started and that still runs. */
export function treeOf(roots: readonly number[]): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(statOf(Number(name))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found = new Set<number>();
  const waiting = [...roots];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    if (found.has(pid)) continue;
    found.add(pid);
    waiting.push(...(children.get(pid) ?? []));
  }
  return [...found];
}

/** CPU seconds that the trees of these processes have used so far, with those of children that have ended. */
export function cpuSecondsOf(roots: readonly number[]): number {
  let ticks = 0;
  for (const pid of treeOf(roots)) {
    for (const field of statOf(pid)?.slice(11, 15) ?? []) ticks += Number(field);
  }
  return ticks / ticksPerSecond;
}

/** CPU seconds of this process and of those that it has started and that have ended. */
export function ownCpuSeconds(): number {
  const ticks = statOf(process.pid)?.slice(11, 15) ?? [];
  return ticks.reduce((sum, field) => sum + Number(field), 0) / ticksPerSecond;
}

/** CPU seconds in which the processors of the machine did anything, or were taken away from it. */
export function busyCpuSeconds(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [, user, nice, system, , , irq, softirq, steal] = line.split(/ +/).map(Number);
  const ticks = [user, nice, system, irq, softirq, steal];
  return ticks.reduce<number>((sum, each) => sum + (each ?? 0), 0) / ticksPerSecond;
}

/** Memory of the trees of these processes in bytes: the sum of proportional set sizes, where a shared page counts once. */
export function memoryOf(roots: readonly number[]): number {
  let kibibytes = 0;
  for (const pid of treeOf(roots)) {
    const text = readOf(pid, 'smaps_rollup') ?? '';
    kibibytes += Number(/^Pss: +(?<size>\d+) kB$/m.exec(text)?.groups?.['size'] ?? 0);
  }
  return kibibytes * 1024;
}

/** Bytes in the page cache that are not on disk yet. */
export function unwrittenBytes(): number {
  const text = readFileSync('/proc/meminfo', 'utf8');
  const sizes = [...text.matchAll(/^(?:Dirty|Writeback): +(\d+) kB$/gm)];
  return sizes.reduce((sum, [, size]) => sum + Number(size), 0) * 1024;
}

/** The fields after the name of the program: state, parent, …; undefined for a process that has ended meanwhile. */
function statOf(pid: number): string[] | undefined {
  const text = readOf(pid, 'stat');
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readOf(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}
