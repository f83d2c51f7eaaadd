// Runs suites one after the other, prints what failed as it comes, then one table and one last line.
import { availableParallelism } from 'node:os';
import { ensureDebianPackages } from '../debian-packages.mjs';
import { ensureConsole } from '../web/ensure-console.ts';
import { runCommands } from './run-commands.mjs';
import { runTestFiles } from './run-test-files.mjs';
import { startTestBed } from './test-bed.mjs';

/** A test file, or a static check, that takes longer is ended and has failed. */
const patience = 600_000;

/**
 * @typedef {{ name: string, passed: number, failed: number, failures: string[], seconds: number }} Outcome
 * @param {readonly import('./suites.mjs').Suite[]} suites
 * @returns {Promise<boolean>} true when everything passed
 */
export async function runSuites(suites) {
  const bed = testBed();
  const outcomes = [];
  try {
    for (const suite of suites) {
      process.stdout.write(`\n── ${suite.name}\n`);
      outcomes.push(await timed(suite, bed));
    }
  } finally {
    await bed.stop();
  }
  if (bed.interrupted()) return await forever();
  process.stdout.write(summary(outcomes));
  return outcomes.every((outcome) => outcome.failed === 0);
}

/** Started by the first suite that needs it; a suite that finds it broken fails with the reason. */
function testBed() {
  let started;
  const start = async () => {
    ensureDebianPackages('test');
    return await startTestBed();
  };
  const stop = async () => {
    const [settled] = await Promise.allSettled([started]);
    if (settled.status === 'fulfilled') await settled.value?.stop();
  };
  let interrupted = false;
  const end = async (signal) => {
    interrupted = true;
    await stop();
    process.stdout.write(`\nEnded by ${signal}.\n\n0 passed, 1 failed\n`);
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => void end(signal));
  return { get: async () => await (started ??= start()), stop, interrupted: () => interrupted };
}

/** The signal's own last line is the last one. */
async function forever() {
  return await new Promise(() => {});
}

/** @returns {Promise<Outcome>} */
async function timed(suite, bed) {
  const start = performance.now();
  const result = await run(suite, bed);
  return { name: suite.name, ...result, seconds: (performance.now() - start) / 1000 };
}

async function run(suite, bed) {
  try {
    if ('commands' in suite) return await runCommands(suite, patience);
    // Once, before its files start side by side.
    if (suite.name === 'browser') {
      await ensureConsole((line) => process.stdout.write(`${line}\n`));
    }
    return await runTestFiles(suite.files, {
      bed: await bed.get(),
      concurrency: Math.min(4, Math.max(2, availableParallelism())),
      patience,
    });
  } catch (error) {
    process.stdout.write(`${error.stack}\n`);
    return { passed: 0, failed: 1, failures: [`${suite.name} did not start: ${error.message}`] };
  }
}

/** @param {readonly Outcome[]} outcomes */
function summary(outcomes) {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  const rows = [
    ['suite', 'passed', 'failed', 'seconds'],
    ...outcomes.map((each) => [each.name, each.passed, each.failed, each.seconds.toFixed(1)]),
  ];
  const lines = rows.map(
    ([name, ...cells]) =>
      `${String(name).padEnd(12)}${cells.map((cell) => String(cell).padStart(9)).join('')}`,
  );
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  const named =
    failures.length === 0 ? [] : ['Failed:', ...failures.map((name) => `  ${name}`), ''];
  return `\n${[...named, ...lines].join('\n')}\n\n${passed} passed, ${failed} failed\n`;
}
