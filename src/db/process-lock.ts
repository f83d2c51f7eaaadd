// Which processes of this service are alive. Each holds an advisory lock on a number of its own for as long as its connection lives; PostgreSQL
// lets go of it when the process dies, however it dies. Work that names a process (an upload) can so be told from work that nobody does any more.
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

/** First key of the two-key advisory locks; the second is the process's number. */
const processLockSpace = 7_040_002;

/** SQL that is true when no living process holds the number in `column`. */
export function processIsDead(column: string): string {
  return `not exists (
    select from pg_locks
    where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())
      and classid = ${processLockSpace}::oid and objid = ${column}::oid and objsubid = 2
  )`;
}

/** The one lock that says which process has the engine. */
const engineLock = [7_040_003, 1];

const retryMilliseconds = 1000;
const claimMilliseconds = 2000;

export interface ProcessLock {
  readonly processId: number;
  /**
   * Takes what one process on the database may have alone: servers and disks. False: another living process has it. One that has died a moment ago
   * may seem to live, so this waits for it a little.
   */
  claimEngine(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Takes a number that no living process has. When the connection that holds it breaks (the database was restarted) it is taken again; what
 * others took for dead meanwhile fails when it wants to commit.
 */
export async function holdProcessLock(
  pool: pg.Pool,
  log: (line: string) => void,
): Promise<ProcessLock> {
  const ending = new AbortController();
  let held = await takeFreeNumber(pool);
  const { processId } = held;
  let retaking: Promise<void> = Promise.resolve();
  let hasEngine = false;

  function watch(): void {
    held.client.once('error', (error) => {
      // release() lets it go by itself, once; the server may still say something on a connection that is closing.
      if (ending.signal.aborted) return;
      held.client.release(error);
      retaking = retake(error);
    });
  }

  async function retake(error: Error): Promise<void> {
    log(`database: ${error.message}; connecting again`);
    while (!ending.signal.aborted) {
      try {
        const client = await pool.connect();
        await client.query('select pg_advisory_lock($1, $2)', [processLockSpace, processId]);
        if (hasEngine) await client.query('select pg_advisory_lock($1, $2)', engineLock);
        held = { client, processId };
        watch();
        return;
      } catch {
        // The database is still away; the log line above has said so.
        await delay(retryMilliseconds, undefined, { signal: ending.signal }).catch(() => {});
      }
    }
  }

  watch();
  return {
    processId,
    async claimEngine() {
      const deadline = performance.now() + claimMilliseconds;
      for (;;) {
        const { rows } = await held.client.query<{ taken: boolean }>(
          'select pg_try_advisory_lock($1, $2) as taken',
          engineLock,
        );
        hasEngine = rows[0]?.taken === true;
        if (hasEngine || performance.now() > deadline) return hasEngine;
        await delay(100);
      }
    },
    async release() {
      ending.abort();
      await retaking;
      // The lock goes with the session.
      held.client.release(true);
    },
  };
}

async function takeFreeNumber(
  pool: pg.Pool,
): Promise<{ client: pg.PoolClient; processId: number }> {
  const client = await pool.connect();
  for (;;) {
    const processId = randomInt(1, 2 ** 31);
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1, $2) as taken',
      [processLockSpace, processId],
    );
    if (rows[0]?.taken === true) return { client, processId };
  }
}
