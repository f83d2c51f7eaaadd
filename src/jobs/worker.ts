// Runs queued tasks in this process, on the same pool.
import { Logger, run, runMigrations, type Runner } from 'graphile-worker';
import type pg from 'pg';
import type { Tasks } from './enqueue.ts';

export type TaskHandlers = { [K in keyof Tasks]: (payload: Tasks[K]) => Promise<void> };

/** Makes the queue's own tables; must run before the first enqueue. */
export async function prepareQueue(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quiet });
}

/** Starts taking tasks, woken by LISTEN/NOTIFY. `stop()` lets running ones finish. */
export async function startWorker(
  pool: pg.Pool,
  handlers: TaskHandlers,
  onFailure: (message: string) => void,
): Promise<Runner> {
  const taskList = Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [
      name,
      // Payloads are written by enqueue(), which has typed them.
      async (payload: unknown) => await (handle as (payload: unknown) => Promise<void>)(payload),
    ]),
  );
  const logger = new Logger((_scope) => (level, message) => {
    if (level === 'error' || level === 'warning') onFailure(message);
  });
  return await run({
    pgPool: pool,
    taskList,
    concurrency: 2,
    noHandleSignals: true,
    logger,
  });
}

const quiet = new Logger(() => () => {});
