// How long a guest is held, told by the guest itself: it says something on its serial console again and again, and each time after it has written to its disk and
// has seen that it is there. When each word arrives is looked at on the host: a guest that is held does not know it.
import { open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Guest } from '../../test/contract/support/guest.ts';

/** Milliseconds between two looks at the console's file; as little as there is. */
const lookEvery = 1;

export interface Silences {
  /** Seconds: the longest time in which the guest said nothing. */
  readonly beat: number;
  /** Seconds: the longest time between two writes that were on the disk. */
  readonly write: number;
}

const words = { beat: '.', write: '!' } as const;

/** Begins to beat in the guest, where nothing else should speak. */
export async function startHeart(guest: Guest): Promise<void> {
  const beat = `while :; do printf '${words.beat}' >/dev/ttyS0; usleep 5000; done`;
  const write = `while :; do date | dd of=/root/heart conv=notrunc,fsync 2>/dev/null; printf '${words.write}' >/dev/ttyS0; done`;
  for (const loop of [beat, write]) {
    await guest.run(`setsid sh -c ${quote(loop)} >/dev/null 2>&1 </dev/null & true`);
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Listens at the console's file while `act` is carried out. Returns what that gives, how many seconds it took, and the longest silences meanwhile. */
export async function listenDuring<T>(
  file: string,
  act: () => Promise<T>,
): Promise<{ result: T; seconds: number; silences: Silences }> {
  const began = performance.now();
  const listener = await listen(file);
  try {
    const result = await act();
    const seconds = (performance.now() - began) / 1000;
    return { result, seconds, silences: await listener.end() };
  } catch (error) {
    await listener.end();
    throw error;
  }
}

async function listen(file: string): Promise<{ end(): Promise<Silences> }> {
  const handle = await open(file, 'r');
  const began = performance.now();
  const last = { beat: began, write: began };
  const longest = { beat: 0, write: 0 };
  let { size: at } = await handle.stat();
  const stop = new AbortController();
  const buffer = Buffer.alloc(65_536);
  const listening = (async () => {
    while (!stop.signal.aborted) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      at += bytesRead;
      const said = buffer.toString('latin1', 0, bytesRead);
      const now = performance.now();
      for (const which of ['beat', 'write'] as const) {
        // What was said last is not heard of yet: the silence counts as it grows.
        longest[which] = Math.max(longest[which], now - last[which]);
        if (said.includes(words[which])) last[which] = now;
      }
      await pause(lookEvery);
    }
    await handle.close();
  })();
  return {
    async end() {
      stop.abort();
      await listening;
      return { beat: longest.beat / 1000, write: longest.write / 1000 };
    },
  };
}
