// Debian's stestr runs Python's suites: two workers, and a record of what became of each test.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../contract/support/run-command.ts';

const chosenTests = fileURLToPath(new URL('../python', import.meta.url));

export interface PythonTests {
  /** An empty folder for configuration, logs and results. */
  readonly folder: string;
  /** Folders below Debian's Python packages, each with a pattern of file names. */
  readonly files: readonly (readonly [folder: string, pattern: string])[];
  /** Regular expressions that the ids of tests to run must begin with, one of them; default: all. */
  readonly select?: readonly string[] | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/** `other`: a test that ended in a way that is none of these; suites should have none. */
export type TestOutcome = 'pass' | 'skip' | 'fail' | 'other';

export interface Results {
  /** By test id, without the tags that Tempest adds to it. */
  readonly outcomes: ReadonlyMap<string, TestOutcome>;
  /** What was printed. */
  readonly report: string;
}

/** Runs the tests. A class that is skipped as a whole counts as all of its tests. Throws when there is no test. */
export async function runPythonTests(tests: PythonTests): Promise<Results> {
  const { folder, files, select = [''], env, seconds } = tests;
  await writeFile(
    join(folder, '.stestr.conf'),
    // A class stays with one worker: tests of openstacksdk use names that are only theirs within a process.
    `[DEFAULT]\ntest_path=${chosenTests}\ntop_dir=${chosenTests}\ngroup_regex=([^.]*[.])*\n`,
  );
  await writeFile(join(folder, 'select'), `${select.map((each) => `^${each}`).join('\n')}\n`);
  const run = async (program: string): Promise<string> => {
    const { stdout, stderr } = await runCommand('sh', ['-c', program], {
      cwd: folder,
      env: {
        HOME: folder,
        CHOSEN_TESTS: JSON.stringify(files),
        PYTHONDONTWRITEBYTECODE: '1',
        ...env,
      },
      seconds,
    });
    return stdout + stderr;
  };
  await run('/usr/bin/stestr init');
  const listed = await run('/usr/bin/stestr list --include-list select');
  const report = await run('/usr/bin/stestr run --concurrency 2 --include-list select');
  const table = await run('/usr/bin/stestr last --subunit | /usr/bin/subunit2csv --no-passthrough');
  const ids = readIds(listed);
  if (ids.length === 0) throw new Error(`there is no test:\n${listed}${report}`);
  return { outcomes: outcomesOf(readTable(table), ids), report };
}

/** What Tempest adds to a test's name in brackets. */
const tags = /\[[^\]]*\]$/;

function readIds(listed: string): string[] {
  return listed
    .split('\n')
    .filter((line) => /^[\w.]+(\[[^\]]*\])?$/.test(line) && line.includes('.'))
    .map((line) => line.replace(tags, ''));
}

const outcomeNames: Readonly<Record<string, TestOutcome>> = {
  success: 'pass',
  skip: 'skip',
  failure: 'fail',
};

/** The columns are test, status, start_time, stop_time. */
function readTable(table: string): [id: string, outcome: TestOutcome][] {
  const row = /^(?:"(?<quoted>[^"]+)"|(?<plain>[^",]+)),(?<status>\w+),\d.*$/gm;
  return [...table.replaceAll('\r', '').matchAll(row)].map(({ groups = {} }) => [
    (groups['quoted'] ?? groups['plain'] ?? '').replace(tags, ''),
    outcomeNames[groups['status'] ?? ''] ?? 'other',
  ]);
}

/** Spreads what is said of a class over its tests. */
function outcomesOf(
  rows: readonly [id: string, outcome: TestOutcome][],
  ids: readonly string[],
): Map<string, TestOutcome> {
  return new Map(
    rows.flatMap(([id, outcome]) => {
      const whole = /^setUpClass \((?<name>.+)\)$/.exec(id)?.groups?.['name'];
      if (whole === undefined) return [[id, outcome] as const];
      return ids.filter((each) => each.startsWith(`${whole}.`)).map((each) => [each, outcome]);
    }),
  );
}
