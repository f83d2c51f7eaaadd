// A program that runs until it is told to stop.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { cleanEnvironment, type Environment } from '../../test/contract/support/environment.ts';
import { waitUntil } from '../../test/contract/support/wait-until.ts';

export interface DaemonOptions {
  readonly command: readonly [string, ...string[]];
  /** Gets what it writes to standard output and standard error. */
  readonly log: string;
  readonly isReady: () => Promise<boolean>;
  readonly env?: Environment;
  /** How long it may take to get ready; default 60. */
  readonly seconds?: number;
}

export interface Daemon {
  readonly pid: number;
  /** SIGTERM, and after ten seconds SIGKILL to it and all that it has started. */
  stop(): Promise<void>;
}

/** Starts it and waits until it is ready. Throws with the end of its log when it ends before, or takes too long. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { command, log, isReady, env, seconds = 60 } = options;
  const output = await open(log, 'a');
  // The kernel ends it with this process, however that ends.
  const child = spawn('/usr/bin/setpriv', ['--pdeathsig', 'TERM', ...command], {
    env: cleanEnvironment(env),
    stdio: ['ignore', output.fd, output.fd],
    detached: true,
  });
  await once(child, 'spawn');
  await output.close();
  const pid = child.pid as number;
  const ended = once(child, 'exit');
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const stop = async (): Promise<void> => {
    if (!hasEnded()) process.kill(pid, 'SIGTERM');
    const timer = setTimeout(() => killGroup(pid), 10_000);
    await ended;
    clearTimeout(timer);
    // Its workers, should they have outlived it.
    killGroup(pid);
  };
  try {
    await waitUntil(`${command[0]} is ready`, seconds, async () => {
      if (hasEnded()) throw new Error(`it ended (${child.exitCode ?? child.signalCode})`);
      return (await isReady()) ? true : undefined;
    });
  } catch (cause) {
    await stop();
    const said = (await readFile(log, 'utf8')).slice(-4000);
    throw new Error(`${command.join(' ')} did not start:\n${said}`, { cause });
  }
  return { pid, stop };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
