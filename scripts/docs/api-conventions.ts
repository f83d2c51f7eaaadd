// docs/api-conventions.md: where and why our façades answer otherwise than what they imitate, and which tests meet it.
import { casesOf } from '../../bench/compare/claim.ts';
import type { Difference } from '../../bench/compare/difference.ts';
import { differences } from '../../bench/compare/differences.ts';
import { settingsTable } from '../../src/settings-table.ts';
import { readAllExpected } from '../../test/conformance/support/expected.ts';
import { markdownTable } from './text-table.ts';

/** The document. Throws when a row names a setting that there is none of, or nothing would notice that it no longer holds. */
export function printApiConventions(): string {
  const suites = testsByDifference();
  const unknown = [...suites.keys()].find((id) => !differences.some((row) => row.id === id));
  if (unknown !== undefined) throw new Error(`there is no difference ${unknown}`);
  const rows = differences.map((row) => [
    row.text,
    row.class,
    row.reason,
    settingOf(row),
    metBy(row, suites.get(row.id) ?? []),
  ]);
  return `# Conventions of the APIs

## Differences from Glance on purpose

What is compared with is Glance 25.1 without an image cache, API v2.15. \`npm run compare\` asks it and Accord the same, and fails on any
difference that is not in this table, and on one in it that does not show. The last column names the tests of OpenStack's own suites that
fail by a difference ([conformance.md](conformance.md)), and requests that it shows in. \`test/contract/wire*.test.ts\` say "on purpose" in the
name of each test that meets one.

The classes: **consent** follows from asking the recipient; **safer** refuses what would hurt somebody later; **bug not copied** is an error of
Glance; **volatile** differs between installations of Glance too.

${markdownTable([['Difference', 'Class', 'Reason', 'Setting', 'Met by'], ...rows])}

Printed by \`npm run docs\` from bench/compare/differences.ts.
`;
}

/** Names of tests that suites expect to fail by a difference, by its id. */
function testsByDifference(): Map<string, string[]> {
  const failures = readAllExpected().flatMap(({ fail }) =>
    fail.flatMap((failure) => ('difference' in failure ? [failure] : [])),
  );
  const byDifference = Map.groupBy(failures, ({ difference }) => difference);
  return new Map(
    [...byDifference].map(([id, tests]) => [
      id,
      [...new Set(tests.map((test) => test.id.split('.').at(-1) ?? test.id))],
    ]),
  );
}

function settingOf({ id, setting = '' }: Difference): string {
  const names = new Set(Object.values(settingsTable).map(({ name }) => name));
  for (const [name] of setting.matchAll(/\b[A-Z]+_[A-Z_]+/g)) {
    if (!names.has(name)) throw new Error(`${id}: there is no setting ${name}`);
  }
  return setting;
}

/** So many requests are named; the rest is counted. */
const named = 2;

function metBy({ id, shows }: Difference, tests: readonly string[]): string {
  if (shows.length === 0 && tests.length === 0) throw new Error(`${id}: nothing meets it`);
  const cases = [...new Set(shows.flatMap(casesOf))];
  const more = cases.length - named;
  const anywhere = shows.length > 0 && cases.length === 0 ? ['wherever it can be'] : [];
  return [
    ...tests.map((test) => `\`${test}\``),
    ...cases.slice(0, named).map((name) => `“${name}”`),
    ...(more > 0 ? [`${more} more`] : []),
    ...anywhere,
  ].join('; ');
}
