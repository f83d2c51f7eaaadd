import type { JobRun } from '../jobs/run-job.ts';

const intervalMilliseconds = 1000;
/** What is told of the way when all is copied: reading it through comes after. */
const share = 0.8;

/** Tells about once a second how far a copy is. `settle` waits for what is on its way, and throws when that could not be told. */
export function tellCopied(run: Pick<JobRun, 'progress'>): {
  readonly tell: (done: number) => void;
  readonly settle: () => Promise<void>;
} {
  let last = performance.now();
  let telling: Promise<void> = Promise.resolve();
  return {
    tell(done) {
      if (performance.now() - last < intervalMilliseconds) return;
      last = performance.now();
      telling = telling.then(async () => await run.progress(done * share));
      // It is awaited in settle.
      telling.catch(() => undefined);
    },
    async settle() {
      await telling;
    },
  };
}
