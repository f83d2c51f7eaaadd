// docs/coverage/ims.md: which calls of Huawei Cloud's image service are served, and what shows it; and how its names for deeds are ours.
import { facadesFor } from '../../../src/api/facades.ts';
import type { Method } from '../../../src/api/http/route.ts';
import { unsupportedCalls } from '../../../src/api/huawei/ims/unsupported.ts';
import { allActs } from '../../../web/audit/acts.ts';
import { markdownTable } from '../text-table.ts';
import { endpoints, type Endpoint } from './endpoints.ts';
import { readTestFiles, testsOf } from './mentions.ts';
import { traceNames } from '../../../src/domain/events/trace-names.ts';

/** What becomes of a call: it is served and tried by these tests, refused for a reason, or `missing`: neither. */
export type Coverage =
  | { readonly kind: 'served'; readonly tests: readonly string[] }
  | { readonly kind: 'unsupported'; readonly reason: string }
  | { readonly kind: 'missing' };

/** Tests of so many files are named. */
const named = 2;

export function coverageOf(root: string): ReadonlyMap<Endpoint, Coverage> {
  const files = readTestFiles(root);
  const routes = new Set(
    facadesFor({ publicUrl: '' }).flatMap((facade) => facade.routes.map(shapeOf)),
  );
  const reasons = new Map(unsupportedCalls.map((call) => [shapeOf(call), call.reason]));
  const find = (endpoint: Endpoint): Coverage => {
    const shape = shapeOf(endpoint);
    const reason = reasons.get(shape);
    if (reason !== undefined) return { kind: 'unsupported', reason };
    if (!routes.has(shape)) return { kind: 'missing' };
    return { kind: 'served', tests: testsOf(endpoint, files) };
  };
  return new Map(endpoints.map((endpoint) => [endpoint, find(endpoint)]));
}

/** Whatever its parameters are called: `GET /v2/images/{}`. */
function shapeOf({ method, path }: { readonly method: Method; readonly path: string }): string {
  return `${method} ${path.replaceAll(/:\w+|\{\w+\}/g, '{}')}`;
}

/** The document. `root`: of the checkout. */
export function printImsCoverage(root: string): string {
  const coverage = [...coverageOf(root)];
  const count = (wanted: Coverage['kind']): number =>
    coverage.filter(([, { kind }]) => kind === wanted).length;
  const rows = coverage.map(([{ name, method, path, status }, found]) => [
    name,
    `\`${method} ${path}\``,
    String(status),
    ...cellsOf(found),
  ]);
  return `# What is served of Huawei Cloud's image service

Of the ${coverage.length} calls that its SDK has, ${count('served')} are served, and ${count('unsupported')} answered 400 \`IMG.0105\` with the reason, by a row in
src/api/huawei/ims/unsupported.ts. The last column names test files that make the call, ${named} at most.
[How to use it](../guides/huawei-clients.md) · [what each error is answered with](../errors.md)

${markdownTable([['Call', 'Request', 'Status', 'Served', 'Tested in'], ...rows])}

## Names in the audit trail

The trail has its own names, the same whichever API was used; the console's *Audit* and our own API (\`traceName\`) show that
cloud's name beside. Its audit service (CTS) calls the same deeds so; it has one name for its own calls, and one for those that it has from Glance. What it does not trace has no name there:

${printTraceNames()}

Printed by \`npm run docs\` from the routes, scripts/docs/ims and the tests.
`;
}

function cellsOf(found: Coverage): readonly [served: string, tests: string] {
  if (found.kind === 'missing') return ['**missing**', ''];
  if (found.kind === 'unsupported') return [`no: ${found.reason}`, ''];
  const links = found.tests.slice(0, named).map((file) => `[${fileName(file)}](../../${file})`);
  return ['yes', links.join(', ')];
}

function fileName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.test\.ts$/, '');
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
