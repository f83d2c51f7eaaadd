// docs/conformance.md: how OpenStack's own suites end against this service, from what test/conformance expects of them.
import { differences } from '../../bench/compare/differences.ts';
import {
  readAllExpected,
  type Expected,
  type ExpectedFailure,
} from '../../test/conformance/support/expected.ts';

const names: Readonly<Record<string, string>> = {
  'glance-tempest-plugin': 'glance-tempest-plugin 0.5, who may do what',
  glanceclient: 'python-glanceclient 4.1, functional tests',
  openstacksdk: 'openstacksdk 0.101, functional tests of images',
  'tempest-image': 'tempest 33, `tempest.api.image.v2`',
  'tempest-quota': 'tempest 33, `ImageQuotaTest`',
};

/** The document; every skip and every failure is in it, with its reason. */
export function printConformance(): string {
  const all = readAllExpected();
  const rows = all.map(
    ({ suite, profile, pass, skip, fail }) =>
      `| ${names[suite] ?? suite} | [${profile}](../test/conformance/profiles/${profile}.env) | ${pass.length} | ${skip.length} | ${fail.length} |`,
  );
  return `# Conformance

Printed from \`test/conformance/expected\`, which \`npm run test:conformance\` holds against the suites: each test named there must run, and end
as it says. The suites are Debian 12's packages, run unchanged against a service of their own; a profile is the settings that it is started with.

| Suite | Profile | Passed | Skipped | Failed |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

${printTempest(all)}
Beside the suites, [keystonemiddleware](../test/conformance/keystonemiddleware.test.ts) in front of a real OpenStack service asks this one about
tokens, and glanceclient holds [images in every state](../test/conformance/image-schema.test.ts) against the published schema, as Nova does.

${all.flatMap(printReasons).join('\n')}`;
}

/** Over all profiles: a test passes when it passes under one of them. */
function printTempest(all: readonly Expected[]): string {
  const runs = all.filter(({ suite }) => suite === 'tempest-image');
  const passed = new Set(runs.flatMap(({ pass }) => pass));
  const ids = new Set(
    runs.flatMap(({ pass, skip, fail }) => [...pass, ...[...skip, ...fail].map(({ id }) => id)]),
  );
  return `Of the ${ids.size} tests of \`tempest.api.image.v2\`, ${passed.size} pass under at least one profile.\n`;
}

function printReasons({ suite, profile, skip, fail }: Expected): string[] {
  if (skip.length + fail.length === 0) return [];
  const reasons = Map.groupBy(
    [
      ...skip.map(({ id, reason }) => ({ id, says: `skipped: ${reason}` })),
      ...fail.map((failure) => ({ id: failure.id, says: `fails: ${reasonOf(failure)}` })),
    ],
    ({ says }) => says,
  );
  const lines = [...reasons].map(
    ([says, tests]) => `- ${says}\n${tests.map(({ id }) => `  - \`${id}\``).join('\n')}`,
  );
  return [`## ${names[suite] ?? suite}, profile ${profile}\n\n${lines.join('\n')}\n`];
}

function reasonOf(failure: ExpectedFailure): string {
  if ('alsoOnGlance' in failure) return `${failure.alsoOnGlance} It fails on a real Glance, too.`;
  const row = differences.find(({ id }) => id === failure.difference);
  if (row === undefined) throw new Error(`there is no difference ${failure.difference}`);
  return `${row.text} (on purpose: ${row.class}).`;
}
