import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { runTestFiles } from './run-test-files.mjs';

const patience = 60_000;

/** Runs one file of that text, and says how it went and what the terminal showed. */
async function run(t, text, options = {}) {
  const cwd = mkdtempSync(path.join(tmpdir(), 'accord-runner-'));
  t.after(() => rmSync(cwd, { recursive: true }));
  const folder = path.join(cwd, 'bed');
  mkdirSync(folder);
  const imports = `import { before, describe, test } from 'node:test';\n`;
  writeFileSync(path.join(cwd, 'a.test.mjs'), `${imports}${text}`);
  let shown = '';
  const result = await runTestFiles(['a.test.mjs'], {
    bed: { folder, environment: { GIVEN: 'yes' }, closed: false },
    concurrency: 2,
    patience,
    cwd,
    write: (part) => {
      shown += part;
    },
    ...options,
  });
  return { ...result, shown, cwd };
}

/** Empty also for a process that has ended and that nobody has waited for. */
function argumentsOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch (error) {
    assert.equal(error.code, 'ENOENT');
    return '';
  }
}

const failing = [
  { what: 'a test that fails', text: `test('a', () => { throw new Error('no'); });`, name: 'a' },
  { what: 'a skipped test', text: `test.skip('a', () => {});`, name: 'a (skipped)' },
  { what: 'a test that is still to do', text: `test.todo('a');`, name: 'a (todo)' },
  {
    what: 'a skipped group',
    text: `describe.skip('a', () => { test('b', () => {}); });`,
    name: 'a (skipped)',
  },
  { what: 'a file without tests', text: '', name: 'ended before its tests (0)' },
  {
    what: 'a file that cannot be loaded',
    text: `throw new Error('no');`,
    name: 'ended before its tests (1)',
  },
  {
    what: 'a test that ends its process',
    text: `test('a', () => process.exit(0));`,
    name: 'ended before its tests (0)',
  },
  {
    what: 'a file that is killed',
    text: `process.kill(process.pid, 'SIGKILL');`,
    name: 'ended before its tests (SIGKILL)',
  },
  {
    what: 'an error after the last test',
    text: `test('a', () => void setTimeout(() => { throw new Error('late'); }, 20));`,
    name: 'ended with 1',
  },
];

describe('runTestFiles', () => {
  test('counts tests, not the groups around them', async (t) => {
    const result = await run(
      t,
      `describe('g', () => { test('a', () => {}); test('b', () => {}); });`,
    );
    assert.deepEqual([result.passed, result.failed, result.failures], [2, 0, []]);
  });

  test('shows one line for a file that passes', async (t) => {
    const { shown } = await run(t, `test('a', () => {});`);
    assert.match(shown, /^✔ a\.test\.mjs \(1 passed, \d+\.\d s\)\n$/);
  });

  test('shows the error of a test that fails', async (t) => {
    const { shown } = await run(t, `test('a', () => { throw new Error('no such luck'); });`);
    assert.match(shown, /Error: no such luck/);
  });

  for (const { what, text, name } of failing) {
    test(`fails ${what}`, async (t) => {
      const { failed, failures } = await run(t, text);
      assert.deepEqual([failed, failures], [1, [`a.test.mjs: ${name}`]]);
    });
  }

  test('counts a hook that fails, with the tests that it kept from running', async (t) => {
    const text = `describe('g', () => { before(() => { throw new Error('no'); }); test('a', () => {}); });`;
    const { passed, failures } = await run(t, text);
    assert.deepEqual([passed, failures], [0, ['a.test.mjs: a', 'a.test.mjs: g']]);
  });

  test('ends a file that takes too long, and says in which test it was', async (t) => {
    const text = `test('a', () => {}); test('b', async () => await new Promise(() => setInterval(() => {}, 1000)));`;
    const { passed, failures } = await run(t, text, { patience: 1500 });
    assert.deepEqual([passed, failures], [1, ['a.test.mjs: took too long, in: b']]);
  });

  test('ends and reports a process that a test leaves behind, however detached', async (t) => {
    const text = `
      import { spawn } from 'node:child_process';
      import { writeFileSync } from 'node:fs';
      test('a', () => {
        const child = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
        child.unref();
        writeFileSync('pid', String(child.pid));
      });`;
    const { failures, cwd } = await run(t, text);
    assert.deepEqual(failures, ['a.test.mjs: left a process behind: sleep 1000']);
    const pid = readFileSync(path.join(cwd, 'pid'), 'utf8');
    assert.equal(argumentsOf(pid), '');
  });

  test('gives a file the environment of the run, and none of the settings of whoever starts it', async (t) => {
    process.env['ACCORD_PORT'] = '1';
    t.after(() => delete process.env['ACCORD_PORT']);
    const text = `
      import assert from 'node:assert/strict';
      test('a', () => assert.deepEqual([process.env.GIVEN, process.env.ACCORD_PORT], ['yes', undefined]));`;
    assert.deepEqual((await run(t, text)).failures, []);
  });
});
