// The real program, started as a user would start it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment, type Environment } from './environment.ts';
import { processesOf } from './processes.ts';
import { waitUntil } from './wait-until.ts';

/** This checkout. */
export const checkout = fileURLToPath(new URL('../../../', import.meta.url));

export interface StartOptions {
  /** Data folder, an absolute path. */
  readonly data: string;
  readonly env?: Environment;
  /** Program and arguments; default: what `npm start` ends up running, in this checkout. */
  readonly command?: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly uid?: number;
  /** How long it may take to get ready; default 60. */
  readonly seconds?: number;
}

export interface ServiceProcess {
  readonly url: string;
  readonly data: string;
  readonly clouds: string;
  readonly pid: number;
  /** Seconds from the start until /healthz answered. */
  readonly startedIn: number;
  /** What it has written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Sends a signal (default SIGTERM) and checks that it ends cleanly: exit code 0, nothing of its data folder runs on. */
  stop(signal?: NodeJS.Signals, whole?: 'group'): Promise<void>;
  /** kill -9 of the process and all in its group. */
  kill(): Promise<void>;
}

/** Starts the service and waits until it has said where it is and /healthz answers there. */
export async function startService(options: StartOptions): Promise<ServiceProcess> {
  const { data, uid, seconds = 60 } = options;
  const [file, ...args] = options.command ?? [process.execPath, 'src/main.ts', 'quickstart'];
  const began = performance.now();
  const child = spawn(file, args, {
    cwd: options.cwd ?? checkout,
    env: cleanEnvironment({ ACCORD_DATA: data, ACCORD_PORT: '0', ...options.env }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a shell would give it: signals can be sent to all of it.
    detached: true,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  await once(child, 'spawn');
  const { pid } = child;
  assert.ok(pid !== undefined);
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;

  const kill = async (): Promise<void> => {
    if (!hasEnded()) process.kill(-pid, 'SIGKILL');
    await ended;
  };

  try {
    const url = await waitUntil('the service is ready', seconds, async () => {
      if (hasEnded()) throw new Error(`it ended (${child.exitCode ?? child.signalCode})`);
      const found = /^Accord is ready at (?<url>\S+)$/m.exec(written.stdout)?.groups?.['url'];
      return found !== undefined && (await answers(`${found}/healthz`)) ? found : undefined;
    });
    return {
      url,
      data,
      clouds: join(data, 'clouds.yaml'),
      pid,
      startedIn: (performance.now() - began) / 1000,
      stdout: () => written.stdout,
      stderr: () => written.stderr,
      kill,
      async stop(signal = 'SIGTERM', whole) {
        if (!hasEnded()) process.kill(whole === 'group' ? -pid : pid, signal);
        const timer = setTimeout(() => process.kill(-pid, 'SIGKILL'), 30_000);
        const ending = await ended;
        clearTimeout(timer);
        assert.deepEqual(ending, [0, null], `it did not end cleanly:\n${written.stderr}`);
        assert.deepEqual(processesOf(data), []);
      },
    };
  } catch (error) {
    await kill();
    throw new Error(`the service did not start:\n${written.stdout}${written.stderr}`, {
      cause: error,
    });
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    // Not listening yet.
    return false;
  }
}
