// One Accord to a data folder. The claim is a lock that the database holds for one connection: it goes with the process however that
// dies, and holds between machines and containers that share nothing but the folder's database.
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { causeCode } from '../../lib/cause-code.ts';
import type { DataFolder } from './data-folder.ts';

const claimKey = 7_040_002;
/** The sessions of a killed process end when the server notices; that takes milliseconds, unless one is in the middle of a query. */
const patience = 2000;

/**
 * Claims the folder for as long as `client` stays connected, and writes this process's pid into it.
 * Throws one line when another process holds it; the database is that process's then, and must be left running.
 */
export async function claimDataFolder(data: DataFolder, client: pg.Client): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    const { rows } = await client.query<{ claimed: boolean }>(
      'select pg_try_advisory_lock($1) as claimed',
      [claimKey],
    );
    if (rows[0]?.claimed) break;
    if (performance.now() > deadline) throw await inUse(data);
    await delay(50);
  }
  const draft = `${data.pidFile}.${process.pid}`;
  await writeFile(draft, `${process.pid}\n`);
  await rename(draft, data.pidFile);
}

/** The pid of the process that last claimed the folder; it may have ended since. */
export async function readClaimant(data: DataFolder): Promise<number | undefined> {
  try {
    const pid = Number(await readFile(data.pidFile, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if (causeCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes the pid file when it names this process. */
export async function forgetClaim(data: DataFolder): Promise<void> {
  if ((await readClaimant(data)) === process.pid) await rm(data.pidFile, { force: true });
}

/** The one line for a folder that another process holds. */
export async function inUse(data: DataFolder): Promise<Error> {
  const pid = await readClaimant(data);
  const who = pid === undefined ? '' : ` (pid ${pid})`;
  return new Error(
    `The data folder ${data.root} is in use by another Accord process${who}. Stop it, or set ACCORD_DATA to another folder.`,
  );
}
