// docs/coverage/ims.md: which calls of Huawei Cloud's image service are served, and what shows it; and how its names for deeds are ours.
import { traceNames } from '../../../src/domain/events/trace-names.ts';
import { allActs } from '../../../web/audit/acts.ts';
import { printCoverage, type Service } from '../huawei/coverage.ts';
import { markdownTable } from '../text-table.ts';
import { endpoints } from './endpoints.ts';

export const imsService: Service = { folder: 'ims', endpoints, unsupported: [] };

/** The document. `root`: of the checkout. */
export function printImsCoverage(root: string): string {
  return `# What is served of Huawei Cloud's image service

${printCoverage(root, imsService, { calls: 'calls that its SDK has', code: 'IMG.0105' })}

## Names in the audit trail

The trail has its own names, the same whichever API was used; the console's *Audit* and our own API (\`traceName\`) show that
cloud's name beside. Its audit service (CTS) calls the same deeds so; it has one name for its own calls, and one for those that it has from Glance. What it does not trace has no name there:

${printTraceNames()}

Printed by \`npm run docs\` from the routes, scripts/docs/ims and the tests.
`;
}

function printTraceNames(): string {
  const rows = tracedActs().map((act) => {
    const names = traceNames[act];
    return [`\`${act}\``, nameOf(names?.own), nameOf(names?.native)];
  });
  return markdownTable([['Here', 'CTS, own calls', 'CTS, Glance calls'], ...rows]);
}

function nameOf(name: string | null | undefined): string {
  return name === null || name === undefined ? '' : `\`${name}\``;
}

/** Deeds with images and members, in the order of the console. */
export function tracedActs(): readonly string[] {
  return allActs.filter((act) => /^(?:image|member)\./.test(act));
}
