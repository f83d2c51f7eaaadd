// Runs a program to its end. One that takes too long is ended with everything that it started.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cleanEnvironment, type Environment } from './environment.ts';

export interface CommandOptions {
  readonly env?: Environment;
  readonly cwd?: string;
  /** Default 60 seconds. */
  readonly seconds?: number;
  /** User and group of the process. */
  readonly uid?: number;
}

export interface Outcome {
  /** null: it was ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Resolves however the program ends; throws when it cannot be started or takes too long. */
export async function runCommand(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Outcome> {
  const { env, cwd, seconds = 60, uid } = options;
  const child = spawn(file, args, {
    env: cleanEnvironment(env),
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, seconds * 1000);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  const outcome = {
    code,
    stdout: String(Buffer.concat(stdout)),
    stderr: String(Buffer.concat(stderr)),
  };
  if (late) {
    throw new Error(`${file} ${args.join(' ')} took more than ${seconds} s:\n${outcome.stderr}`);
  }
  return outcome;
}

/** As runCommand, and throws what the program said when its exit code is not 0. Returns its standard output. */
export async function mustRun(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { code, stdout, stderr } = await runCommand(file, args, options);
  if (code !== 0)
    throw new Error(`${file} ${args.join(' ')}: exit code ${code}\n${stdout}${stderr}`);
  return stdout;
}
