// What a piece of work costs the processes that do it, and what else ran on the machine meanwhile.
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { busyCpuSeconds, cpuSecondsOf, memoryOf, ownCpuSeconds } from './process-usage.ts';

export interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The most memory seen, in bytes. */
  readonly peakMemory: number;
  /** Share of the machine's processors, 0 to 1, that went to anything but the server and the client. */
  readonly foreignShare: number;
}

const sampleMilliseconds = 250;

/** Runs the work; the cost is that of the trees of these processes. */
export async function measureCost<T>(
  roots: readonly number[],
  work: () => Promise<T>,
): Promise<{ value: T; cost: Cost }> {
  let peakMemory = memoryOf(roots);
  const sample = (): void => void (peakMemory = Math.max(peakMemory, memoryOf(roots)));
  const timer = setInterval(sample, sampleMilliseconds);
  const before = { cpu: cpuSecondsOf(roots), busy: busyCpuSeconds(), own: ownCpuSeconds() };
  const began = performance.now();
  try {
    const value = await work();
    const seconds = (performance.now() - began) / 1000;
    const cpuSeconds = cpuSecondsOf(roots) - before.cpu;
    const foreign = busyCpuSeconds() - before.busy - cpuSeconds - (ownCpuSeconds() - before.own);
    sample();
    const foreignShare = Math.max(0, foreign) / seconds / availableParallelism();
    return { value, cost: { seconds, cpuSeconds, peakMemory, foreignShare } };
  } finally {
    clearInterval(timer);
  }
}

/** A server goes on with requests whose client has left. Waits until these use next to no CPU; throws after two minutes. */
export async function waitUntilIdle(roots: readonly number[]): Promise<void> {
  const deadline = performance.now() + 120_000;
  const windowSeconds = 0.3;
  for (;;) {
    const before = cpuSecondsOf(roots);
    await pause(windowSeconds * 1000);
    if (cpuSecondsOf(roots) - before < 0.1 * windowSeconds) return;
    if (performance.now() > deadline) throw new Error('a server does not come to rest');
  }
}
