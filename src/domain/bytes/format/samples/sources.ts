// How the tests of this folder look at bytes: from memory, from a file, and counted.
import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileSource } from '../../file-source.ts';
import type { ByteSource } from '../byte-source.ts';
import type { Finding } from '../finding.ts';
import { inspectFormat } from '../inspect-format.ts';

const run = promisify(execFile);

/** Bytes in memory as a source. */
export function memorySource(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    read: async (position, length) => Buffer.from(bytes.subarray(position, position + length)),
  };
}

/** A source that counts the bytes it gave, and may claim another size than it has. */
export function countingSource(
  source: ByteSource,
  size = source.size,
): ByteSource & { given: () => number } {
  let given = 0;
  return {
    size,
    given: () => given,
    async read(position, length) {
      const bytes = await source.read(position, length);
      given += bytes.length;
      return bytes;
    },
  };
}

/** Inspects bytes in memory. */
export async function inspectBytes(bytes: Buffer): Promise<Finding> {
  return inspectFormat(memorySource(bytes));
}

/** The code of the danger in these bytes, or null. */
export async function dangerIn(bytes: Buffer): Promise<string | null> {
  const finding = await inspectBytes(bytes);
  return finding.danger?.code ?? null;
}

/** Inspects a file. */
async function inspectFile(path: string): Promise<Finding> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    return await inspectFormat(fileSource(file, size));
  } finally {
    await file.close();
  }
}

/**
 * Tools that now and then fail for no reason in what they are told: QEMU times its key derivation by the thread's processor time, and gives up where
 * that clock stood still; xorriso sometimes crashes.
 */
const noReason = /Unable to get accurate CPU usage|xorriso[^]*SIGSEGV/;

/** Runs the shell commands in a fresh folder, then inspects `name` there. Commands that fail for no reason get some more tries. */
export async function inspectMade(name: string, ...commands: string[]): Promise<Finding> {
  for (let tries = 1; ; tries += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'accord-format-'));
    try {
      await run('sh', ['-ec', commands.join('\n')], { cwd: folder });
      return await inspectFile(join(folder, name));
    } catch (error) {
      if (tries === 10 || !noReason.test(String(error))) throw error;
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}

/** A copy of the bytes after the change. */
export function changed(bytes: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
}
