// Runs node:test files, each in a process of its own, a few at once. A file fails as a whole when it crashes, hangs, has no test or leaves
// a process behind; a test that is skipped or marked as to do has failed: there is no reason to keep it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { childEnvironment } from './environment.mjs';
import { endProcesses } from './processes.mjs';
import { root } from './suites.mjs';

/** How long after its file's end a process that a test has started may take to go away. */
const grace = 5000;

/**
 * @param {readonly string[]} files relative to `cwd`
 * @param {{ bed: Pick<import('./test-bed.mjs').TestBed, 'folder' | 'environment' | 'closed'>, concurrency: number, patience: number, cwd?: string,
 *   write?: (text: string) => void }} options `patience` is in milliseconds, for one file
 * @returns {Promise<{ passed: number, failed: number, failures: string[] }>}
 */
export async function runTestFiles(files, options) {
  const { write = (text) => process.stdout.write(text) } = options;
  const waiting = [...files];
  const next = () => (options.bed.closed ? undefined : waiting.shift());
  const total = { passed: 0, failed: 0, failures: [] };
  const lane = async () => {
    for (let file = next(); file !== undefined; file = next()) {
      const start = performance.now();
      const { passed, complaints, output } = await runFile(file, options);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const failed = complaints.length;
      total.passed += passed;
      total.failed += failed;
      total.failures.push(...complaints.map((complaint) => `${file}: ${complaint}`));
      if (failed === 0) write(`✔ ${file} (${passed} passed, ${seconds} s)\n`);
      else write(`✖ ${file} (${passed} passed, ${failed} failed, ${seconds} s)\n${output}\n`);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, lane));
  return total;
}

async function runFile(file, { bed, patience, cwd = root }) {
  const folder = await mkdtemp(path.join(bed.folder, ''));
  await chmod(folder, 0o1777);
  const events = `${folder}.events`;
  try {
    const { ending, output } = await run(file, { bed, patience, cwd, folder, events });
    const leftBehind = await endProcesses(folder, ending === hung ? 0 : grace);
    const verdict = judge(await readEvents(events), ending);
    // What a file that was ended had started is no complaint of its own.
    if (ending !== hung) {
      verdict.complaints.push(...leftBehind.map((command) => `left a process behind: ${command}`));
    }
    const remarks = verdict.complaints.map((complaint) => `✖ ${complaint}`);
    return { ...verdict, output: [output.trimEnd(), ...remarks].join('\n') };
  } finally {
    await rm(events, { force: true });
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const hung = 'hung';

async function run(file, { bed, patience, cwd, folder, events }) {
  const reporter = new URL('event-reporter.mjs', import.meta.url).href;
  const args = [
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${events}`,
    file,
  ];
  const child = spawn(process.execPath, args, {
    cwd,
    // A group of its own: it is ended as a whole.
    detached: true,
    env: childEnvironment({ ...bed.environment, TMPDIR: folder }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => chunks.push(chunk));
  let ending;
  const timer = setTimeout(() => {
    ending = hung;
    killGroup(child);
  }, patience);
  const [code, signal] = await once(child, 'exit');
  clearTimeout(timer);
  killGroup(child);
  ending ??= signal ?? code;
  return { ending, output: Buffer.concat(chunks).toString('utf8') };
}

function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

async function readEvents(file) {
  try {
    const text = await readFile(file, 'utf8');
    // A file that was ended may have left half a line.
    const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function judge(events, ending) {
  const tests = events.filter((event) => event.outcome !== undefined);
  const passed = tests.filter((event) => event.outcome === 'passed').length;
  const complaints = tests
    .filter((event) => event.outcome !== 'passed')
    .map(({ name, outcome }) => (outcome === 'failed' ? name : `${name} (${outcome})`));
  const ended = events.some((event) => event.ended === true);
  if (ending === hung) complaints.push(`took too long${unfinished(events)}`);
  else if (!ended) complaints.push(`ended before its tests (${ending})${unfinished(events)}`);
  else if (tests.length === 0) complaints.push('has no test');
  else if (ending !== 0 && complaints.length === 0) complaints.push(`ended with ${ending}`);
  return { passed, complaints };
}

/** Where it stood: names of tests that have begun and have no outcome. */
function unfinished(events) {
  const finished = new Set(events.map((event) => event.name));
  const names = events.map((event) => event.begun).filter((name) => name && !finished.has(name));
  return names.length === 0 ? '' : `, in: ${names.join(', ')}`;
}
