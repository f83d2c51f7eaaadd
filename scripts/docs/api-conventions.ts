// docs/api-conventions.md: where and why our façades answer otherwise than what they imitate.
import { differences } from '../../bench/compare/differences.ts';
import { readAllExpected } from '../../test/conformance/support/expected.ts';

/** The document. */
export function printApiConventions(): string {
  const met = Map.groupBy(
    readAllExpected().flatMap(({ suite, fail }) =>
      fail.flatMap((failure) =>
        'difference' in failure ? [{ suite, id: failure.id, by: failure.difference }] : [],
      ),
    ),
    ({ by }) => by,
  );
  const rows = differences.map(({ id, text, class: kind, reason, setting = '' }) => {
    const tests = new Set((met.get(id) ?? []).map((test) => `\`${test.id.split('.').at(-1)}\``));
    return `| ${[text, kind, reason, setting, [...tests].join(', ')].join(' | ')} |`;
  });
  return `# Conventions of the APIs

## Differences from Glance on purpose

What is compared with is Glance 25.1, API v2.16. \`test/contract/wire*.test.ts\` say "on purpose" in the name of each test that meets one of
these; the last column names the tests of OpenStack's own suites that fail by one ([conformance.md](conformance.md)).

The classes: **consent** follows from asking the recipient; **safer** refuses what would hurt somebody later; **bug not copied** is an error of
Glance; **volatile** differs between installations of Glance too.

| Difference | Class | Reason | Setting | Met by |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
