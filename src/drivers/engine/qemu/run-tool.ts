// Runs a program that ends by itself, such as qemu-img, in a cell.
import { spawn } from 'node:child_process';
import { EngineError } from '../engine.ts';
import type { Cell } from './cell.ts';
import { confine } from './confined-command.ts';

export interface ToolOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with what it prints, as it comes. */
  readonly printed?: ((text: string) => void) | undefined;
}

/** Bytes: more than any picture of a real disk's header needs. */
const addressSpace = 4 * 2 ** 30;
const longestOutput = 1024 * 1024;

/** A tool that ended badly; the message is what it said. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** Resolves with what it printed. Errors: ToolError, no-space; the signal's reason when that was given. */
export async function runTool(
  cell: Cell,
  program: readonly [file: string, ...args: string[]],
  { signal, printed }: ToolOptions = {},
): Promise<string> {
  signal?.throwIfAborted();
  const limits = { openFiles: 256, processes: null, addressSpace };
  const { file, args, options } = confine(cell, program, limits, { endsWithAccord: true });
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', stop);
  let [output, complaint] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(0, longestOutput);
    printed?.(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-longestOutput);
  });
  try {
    const code = await new Promise<number | string>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status, by) => resolve(status ?? by ?? 'no status'));
    });
    signal?.throwIfAborted();
    if (code === 0) return output;
    const said = complaint.trim() === '' ? `${program[0]} ended with ${code}` : complaint.trim();
    if (/No space left on device|Disk quota exceeded/.test(said)) {
      throw new EngineError('no-space', 'No space is left for disks.', {
        cause: new ToolError(said),
      });
    }
    throw new ToolError(said);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
