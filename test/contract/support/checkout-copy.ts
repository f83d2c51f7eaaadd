// A clone of this checkout as it stands, changes that are not committed included.
import { cp, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mustRun } from './run-command.ts';
import { checkout } from './service-process.ts';

/** Clones into `folder`, which must not exist yet. Packages are not installed. */
export async function cloneCheckout(folder: string): Promise<void> {
  await mustRun('git', ['clone', '--quiet', '--no-hardlinks', checkout, folder]);
  for (const file of await list('--deleted')) await rm(join(folder, file));
  for (const file of await list('--modified', '--others', '--exclude-standard', '--deduplicate')) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    // What is deleted counts as modified too; somebody may remove a file meanwhile.
    await cp(join(checkout, file), join(folder, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

async function list(...options: string[]): Promise<string[]> {
  const text = await mustRun('git', ['ls-files', '-z', ...options], { cwd: checkout });
  return text.split('\0').filter((file) => file !== '');
}
