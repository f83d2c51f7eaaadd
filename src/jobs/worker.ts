// Runs queued tasks in this process, on the same pool.
import { EventEmitter } from 'node:events';
import { Logger, run, runMigrations, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import { processIsDead } from '../db/process-lock.ts';
import type { Tasks } from './enqueue.ts';

export type TaskHandlers = { [K in keyof Tasks]: (payload: Tasks[K]) => Promise<void> };

/** Tasks that run by the clock (cron syntax, UTC). */
const crontab = '* * * * * recover-uploads';

/** Makes the queue's own tables; must run before the first enqueue. */
export async function prepareQueue(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quiet });
}

/** The handlers as the queue wants them. */
export function taskListOf(
  handlers: TaskHandlers,
): Record<string, (payload: unknown) => Promise<void>> {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [
      name,
      // Payloads are written by enqueue(), which has typed them.
      async (payload: unknown) => await (handle as (payload: unknown) => Promise<void>)(payload),
    ]),
  );
}

export interface Worker {
  /** Lets running tasks finish. */
  stop(): Promise<void>;
}

/** Starts taking tasks, woken by LISTEN/NOTIFY. Tasks that a dead process had taken are taken again. */
export async function startWorker(
  pool: pg.Pool,
  processId: number,
  handlers: TaskHandlers,
  log: (line: string) => void,
): Promise<Worker> {
  await freeTasksOfTheDead(pool);
  const events: WorkerEvents = new EventEmitter();
  const registered = Promise.withResolvers<void>();
  events.once('pool:create', ({ workerPool }) => {
    const row = [workerPool.id, processId];
    pool
      .query('insert into job_pools (pool_id, process_id) values ($1, $2)', row)
      .then(() => registered.resolve(), registered.reject);
  });
  const runner = await run({
    pgPool: pool,
    taskList: taskListOf(handlers),
    crontab,
    concurrency: 2,
    noHandleSignals: true,
    events,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log(message);
    }),
  });
  await registered.promise;
  return {
    async stop() {
      await runner.stop();
      await pool.query('delete from job_pools where process_id = $1', [processId]);
    },
  };
}

async function freeTasksOfTheDead(pool: pg.Pool): Promise<void> {
  await pool.query(`
    with dead as (delete from job_pools where ${processIsDead('job_pools.process_id')} returning pool_id)
    select graphile_worker.force_unlock_workers(array_agg(pool_id)) from dead having count(*) > 0`);
}

const quiet = new Logger(() => () => {});
