// What becomes of each test of a suite under a profile, kept in expected/<suite>-<profile>.json; docs/conformance.md is printed from it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Results, TestOutcome } from './run-python-tests.ts';

export interface Expected {
  readonly suite: string;
  readonly profile: string;
  readonly pass: readonly string[];
  readonly skip: readonly { readonly id: string; readonly reason: string }[];
  readonly fail: readonly ExpectedFailure[];
}

export type ExpectedFailure = { readonly id: string } & (
  | {
      /** The id of a row in bench/compare/differences.ts. */
      readonly difference: string;
    }
  | {
      /** Why it fails on a real Glance, too. */
      readonly alsoOnGlance: string;
    }
);

const folder = new URL('../expected/', import.meta.url);

/** All that there are, in the order of their names. */
export function readAllExpected(): Expected[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => read(name));
}

/** Every test that has run must be named, and every one that is named must have run, and ended as it says. */
export function assertAsExpected(suite: string, profile: string, results: Results): void {
  const expected = read(`${suite}-${profile}.json`);
  const ids = (wanted: TestOutcome): string[] =>
    [...results.outcomes].flatMap(([id, outcome]) => (outcome === wanted ? [id] : [])).toSorted();
  const named = (tests: readonly { readonly id: string }[]): string[] =>
    tests.map(({ id }) => id).toSorted();
  assert.deepEqual(
    { pass: ids('pass'), skip: ids('skip'), fail: ids('fail'), other: ids('other') },
    {
      pass: expected.pass.toSorted(),
      skip: named(expected.skip),
      fail: named(expected.fail),
      other: [],
    },
    results.report,
  );
}

function read(name: string): Expected {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Expected;
}
