import { chmod, chown, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processesOf } from './processes.ts';
import { waitUntil } from './wait-until.ts';

export interface TemporaryFolder {
  /** A real path. */
  readonly path: string;
  /** Removes the folder; processes that still belong to it are ended first. */
  remove(): Promise<void>;
}

/** A folder that everybody may pass through, of this user or, when root says so, another. */
export async function temporaryFolder(owner?: number): Promise<TemporaryFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'accord-contract-')));
  await chmod(path, 0o711);
  if (owner !== undefined) await chown(path, owner, owner);
  return {
    path,
    async remove() {
      for (const signal of ['SIGINT', 'SIGKILL'] as const) {
        for (const { pid } of processesOf(path)) end(pid, signal);
        if (signal === 'SIGINT') {
          // A failed test has left them; PostgreSQL ends properly on this signal.
          await waitUntil('they end', 5, () =>
            processesOf(path).length === 0 ? true : undefined,
          ).catch(() => undefined);
        }
      }
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
