// What all test files share: a temporary folder, in it one for each file, and one embedded PostgreSQL. All of it is gone after stop().
import { chmod, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTestPostgres } from '../../test/support/test-postgres.ts';
import { endProcesses } from './processes.mjs';

/**
 * @typedef {{ folder: string, environment: Record<string, string>, closed: boolean, stop(): Promise<void> }} TestBed `closed` from the
 *   moment that it is to stop
 * @returns {Promise<TestBed>}
 */
export async function startTestBed() {
  const folder = await openFolder();
  try {
    const dataFolder = path.join(folder, 'postgres');
    await mkdir(dataFolder, { mode: 0o711 });
    const postgres = await startTestPostgres(dataFolder);
    return {
      folder,
      environment: {
        ACCORD_TEST_POSTGRES: JSON.stringify(postgres.connection),
        // Every file loads much the same modules, and so does every service that it starts. Node lets several processes write there at once.
        // Modules are kept by their paths, and tests run copies of the checkout: what is kept goes with the bed.
        NODE_COMPILE_CACHE: path.join(folder, 'compile-cache'),
      },
      closed: false,
      async stop() {
        this.closed = true;
        await postgres.stop();
        await remove(folder);
      },
    };
  } catch (error) {
    await remove(folder);
    throw error;
  }
}

/** A folder for what one run leaves in temporary folders; tests run processes of other users, which must get through it. */
async function openFolder() {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'accord-')));
  await chmod(folder, 0o711);
  return folder;
}

async function remove(folder) {
  await endProcesses(folder, 0);
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
