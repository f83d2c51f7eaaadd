// Which processes of this service are alive. Each holds an advisory lock on a number of its own for as long as its connection lives; PostgreSQL
// lets go of it when the process dies, however it dies. Work that names a process (an upload) can so be told from work that nobody does any more.
import { randomInt } from 'node:crypto';
import type pg from 'pg';

/** First key of the two-key advisory locks; the second is the process's number. */
export const processLockSpace = 7_040_002;

export interface ProcessLock {
  readonly processId: number;
  release(): Promise<void>;
}

/** Takes a number that no living process has. Calls `onLost` when the connection that holds it breaks: the process must then stop. */
export async function holdProcessLock(
  pool: pg.Pool,
  onLost: (error: Error) => void,
): Promise<ProcessLock> {
  const client = await pool.connect();
  for (;;) {
    const processId = randomInt(1, 2 ** 31);
    const { rows } = await client.query<{ held: boolean }>(
      'select pg_try_advisory_lock($1, $2) as held',
      [processLockSpace, processId],
    );
    if (rows[0]?.held !== true) continue;
    client.on('error', onLost);
    return {
      processId,
      async release() {
        client.off('error', onLost);
        await client.query('select pg_advisory_unlock($1, $2)', [processLockSpace, processId]);
        client.release();
      },
    };
  }
}
