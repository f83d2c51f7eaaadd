// Which suites there are. Static suites are lists of commands; the others are node:test files, found on disk: `unit` is every test file
// that is not below test/<suite>, so that none is forgotten, and each folder test/<suite> that holds test files is a suite of its own.
import { globSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/**
 * @typedef {{ name: string, commands: readonly (readonly string[])[] }} StaticSuite each command is a script or a tool of
 *   node_modules/.bin, and its arguments
 * @typedef {{ name: string, files: readonly string[] }} TestSuite files are relative to the root
 * @typedef {StaticSuite | TestSuite} Suite
 */

/** @type {readonly StaticSuite[]} */
const staticSuites = [
  { name: 'format', commands: [['oxfmt', '--check', '.']] },
  {
    name: 'types',
    commands: ['.', 'web', 'test/browser'].map((folder) => ['tsc', '-p', folder]),
  },
  { name: 'lint', commands: [['oxlint', '--type-aware', '--deny-warnings', '.']] },
  { name: 'layers', commands: [['scripts/check-layers.mjs']] },
  { name: 'unused', commands: [['knip', '--no-progress']] },
  { name: 'docs', commands: [['scripts/print-docs.mjs', '--check'], ['scripts/check-links.mjs']] },
];

/** These come in this order, any other folder of test/ after them. */
const knownOrder = ['unit', 'scenarios', 'contract', 'crash', 'browser'];
const testFile = /\.test\.(ts|mjs|tsx)$/;

/**
 * Static suites first, then the test suites that have files.
 * @returns {Suite[]}
 */
export function findSuites(folder = root) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const file of globSync('*/**/*.test.*', { cwd: folder, exclude: isForeign })) {
    if (!testFile.test(file)) continue;
    const name = suiteOf(file);
    found.set(name, [...(found.get(name) ?? []), file]);
  }
  const names = [...found.keys()].toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  return [
    ...staticSuites,
    ...names.map((name) => ({ name, files: (found.get(name) ?? []).toSorted() })),
  ];
}

/**
 * The suites that were named, in their own order; `check` stands for the static ones. Throws an Error for a name that is none.
 * @param {readonly Suite[]} suites
 * @param {readonly string[]} names
 */
export function selectSuites(suites, names) {
  if (names.length === 0) return suites;
  const wanted = names.flatMap((name) =>
    name === 'check' ? staticSuites.map((suite) => suite.name) : [name],
  );
  const unknown = wanted.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    throw new Error(
      `There is no suite "${unknown}". There are: check, ${suites.map((suite) => suite.name).join(', ')}.`,
    );
  }
  return suites.filter((suite) => wanted.includes(suite.name));
}

/** @param {readonly Suite[]} suites */
export function usage(suites) {
  return `Usage: npm test [-- SUITE…]

Runs the named suites, or all of them. "check" stands for those that start no test: ${staticSuites.map((suite) => suite.name).join(', ')}.
Suites: ${suites.map((suite) => suite.name).join(', ')}.
One test file alone: node --test FILE
`;
}

function suiteOf(file) {
  const [first, second, ...rest] = file.split(path.sep);
  return first === 'test' && second !== 'support' && rest.length > 0 ? second : 'unit';
}

function rank(name) {
  const index = knownOrder.indexOf(name);
  return index === -1 ? knownOrder.length : index;
}

function isForeign(name) {
  return name === 'data' || name.split(path.sep).includes('node_modules');
}
