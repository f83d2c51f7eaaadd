import type { JobRun } from '../../jobs/run-job.ts';

const intervalMilliseconds = 1000;
/** What is told of the way when all bytes have passed: checking them, and the disk, come after. */
const share = 0.95;

/** Passes bytes on and tells about once a second how far the job is. `size`: bytes of the whole. */
export async function* tellPassed(
  run: Pick<JobRun, 'progress'>,
  size: number,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let passed = 0;
  let lastTold = performance.now();
  for await (const bytes of source) {
    passed += bytes.length;
    if (performance.now() - lastTold >= intervalMilliseconds) {
      lastTold = performance.now();
      await run.progress(Math.min(1, passed / size) * share);
    }
    yield bytes;
  }
}
