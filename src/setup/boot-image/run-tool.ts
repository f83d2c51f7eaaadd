// Runs the programs that the builder uses to their end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

export interface ToolOptions {
  /** Folders of programs that come before those of the machine. */
  readonly path?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
}

/** Returns what the program wrote to its standard output. Throws an Error with what it said when it fails or is not there. */
export async function runTool(
  file: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<string> {
  const { path = [], env = {}, cwd, input = '' } = options;
  const usual = process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin';
  const child = spawn(file, args, {
    cwd,
    // Debian keeps programs that make file systems where the PATH of an ordinary user does not lead.
    env: {
      ...process.env,
      LC_ALL: 'C',
      PATH: [...path, usual, '/usr/sbin', '/sbin'].join(':'),
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', (error: NodeJS.ErrnoException) => {
    // One that ends without reading all of its input says why by its exit code.
    if (error.code !== 'EPIPE') stderr.push(Buffer.from(String(error)));
  });
  child.stdin.end(input);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (code === 0) return String(Buffer.concat(stdout));
  const end = code ?? `signal ${signal === null ? '' : constants.signals[signal]}`;
  const said = `${String(Buffer.concat(stderr))}${String(Buffer.concat(stdout))}`.trim();
  throw new Error(`${file} ended with ${end}: ${said.slice(-2000)}`);
}
