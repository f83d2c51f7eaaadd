import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until the answer is not undefined. Throws with `what` when that takes longer than `seconds`. */
export async function waitUntil<T>(
  what: string,
  seconds: number,
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`waited ${seconds} s in vain until ${what}`);
    await pause(30);
  }
}
