// Runs queued tasks in this process, on the same pool.
import { EventEmitter } from 'node:events';
import {
  Logger,
  run,
  runMigrations,
  type JobHelpers,
  type Runner,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import type pg from 'pg';
import { processIsDead } from '../db/process-lock.ts';
import type { Tasks } from './enqueue.ts';

/** `signal` aborts soon after the process was asked to stop: what takes long should end then, and is run again. */
export type TaskHandlers = {
  [K in keyof Tasks]: (payload: Tasks[K], signal: AbortSignal) => Promise<void>;
};

/** Tasks that run by the clock (cron syntax, UTC). */
const crontab = '* * * * * free-tasks\n* * * * * recover-uploads\n7 * * * * expire-tasks';

/** They run apart: the others would wait for them. */
const tasksThatMoveBytes: ReadonlySet<string> = new Set<keyof Tasks>([
  'import-image',
  'run-byte-job',
]);

/** They need the engine, which one process has. */
const tasksOfTheEngine: ReadonlySet<string> = new Set<keyof Tasks>([
  'run-engine-job',
  'sweep-engine',
]);

/** Makes the queue's own tables; must run before the first enqueue. */
export async function prepareQueue(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quiet });
}

/** The handlers as the queue wants them. */
export function taskListOf(
  handlers: TaskHandlers,
): Record<string, (payload: unknown, helpers: Pick<JobHelpers, 'abortSignal'>) => Promise<void>> {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [
      name,
      // Payloads are written by enqueue(), which has typed them.
      async (payload, helpers) =>
        await (handle as (payload: unknown, signal: AbortSignal) => Promise<void>)(
          payload,
          helpers.abortSignal,
        ),
    ]),
  );
}

export interface Worker {
  /** Lets running tasks finish. */
  stop(): Promise<void>;
}

/** Starts taking tasks, those of the engine only with `hasEngine`, woken by LISTEN/NOTIFY. Tasks that a dead process had taken are taken again: at the start, and every minute after. */
export async function startWorker(
  pool: pg.Pool,
  processId: number,
  handlers: TaskHandlers,
  log: (line: string) => void,
  hasEngine: boolean,
): Promise<Worker> {
  await freeTasksOfTheDead(pool);
  const slow = ({ name }: { name: string }): boolean => tasksThatMoveBytes.has(name);
  const ofEngine = ({ name }: { name: string }): boolean => tasksOfTheEngine.has(name);
  const tasks = Object.entries(taskListOf(handlers)).map(([name, handle]) => ({ name, handle }));
  const some = (which: typeof tasks): TaskList =>
    Object.fromEntries(which.map((task) => [task.name, task.handle]));
  const freeTasks = { name: 'free-tasks', handle: async () => await freeTasksOfTheDead(pool) };
  const quick = some([freeTasks, ...tasks.filter((task) => !slow(task) && !ofEngine(task))]);
  const runners = [
    await startRunner(pool, processId, { tasks: quick, concurrency: 2, crontab }, log),
    await startRunner(pool, processId, { tasks: some(tasks.filter(slow)), concurrency: 4 }, log),
  ];
  if (hasEngine) {
    const engineTasks = some(tasks.filter(ofEngine));
    runners.push(await startRunner(pool, processId, { tasks: engineTasks, concurrency: 8 }, log));
  }
  return {
    async stop() {
      await Promise.all(runners.map(async (runner) => await runner.stop()));
      await pool.query('delete from job_pools where process_id = $1', [processId]);
    },
  };
}

interface RunnerOptions {
  readonly tasks: TaskList;
  readonly concurrency: number;
  readonly crontab?: string;
}

async function startRunner(
  pool: pg.Pool,
  processId: number,
  { tasks, ...options }: RunnerOptions,
  log: (line: string) => void,
): Promise<Runner> {
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
    taskList: tasks,
    ...options,
    gracefulShutdownAbortTimeout: 1000,
    noHandleSignals: true,
    events,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log(message);
    }),
  });
  await registered.promise;
  return runner;
}

async function freeTasksOfTheDead(pool: pg.Pool): Promise<void> {
  await pool.query(`
    with dead as (delete from job_pools where ${processIsDead('job_pools.process_id')} returning pool_id)
    select graphile_worker.force_unlock_workers(array_agg(pool_id)) from dead having count(*) > 0`);
}

const quiet = new Logger(() => () => {});
