// Which calls of a service of Huawei Cloud are served, and what shows it.
import { facadesFor } from '../../../src/api/facades.ts';
import type { Method } from '../../../src/api/http/route.ts';
import type { UnsupportedCall } from '../../../src/api/huawei/unsupported-calls.ts';
import { markdownTable } from '../text-table.ts';
import type { Endpoint } from './endpoint.ts';
import { readTestFiles, testsOf } from './mentions.ts';

/** What becomes of a call: it is served and tried by these tests, refused for a reason, or `missing`: neither. */
export type Coverage =
  | { readonly kind: 'served'; readonly tests: readonly string[] }
  | { readonly kind: 'unsupported'; readonly reason: string }
  | { readonly kind: 'missing' };

/** Tests of so many files are named. */
const named = 2;

export interface Service {
  /** Its folder below src/api/huawei and scripts/docs. */
  readonly folder: 'ims' | 'ecs' | 'evs' | 'cbr';
  readonly endpoints: readonly Endpoint[];
  readonly unsupported: readonly UnsupportedCall[];
}

/** `root`: of the checkout. */
export function coverageOf(root: string, service: Service): ReadonlyMap<Endpoint, Coverage> {
  const files = readTestFiles(root);
  const routes = new Set(
    facadesFor({ publicUrl: '' }).flatMap((facade) => facade.routes.map(shapeOf)),
  );
  const reasons = new Map(service.unsupported.map((call) => [shapeOf(call), call.reason]));
  const find = (endpoint: Endpoint): Coverage => {
    const shape = shapeOf(endpoint);
    const reason = reasons.get(shape);
    if (reason !== undefined) return { kind: 'unsupported', reason };
    if (!routes.has(shape)) return { kind: 'missing' };
    return { kind: 'served', tests: testsOf(endpoint, files) };
  };
  return new Map(service.endpoints.map((endpoint) => [endpoint, find(endpoint)]));
}

/** Whatever its parameters are called: `GET /v2/images/{}`. */
function shapeOf({ method, path }: { readonly method: Method; readonly path: string }): string {
  return `${method} ${path.replaceAll(/:\w+|\{\w+\}/g, '{}')}`;
}

/** The table of a service's document, with a sentence before it that says what its rows are (`Of the 52 calls that …`). */
export function printCoverage(
  root: string,
  service: Service,
  { calls, code }: { readonly calls: string; readonly code: string },
): string {
  const coverage = [...coverageOf(root, service)];
  const count = (wanted: Coverage['kind']): number =>
    coverage.filter(([, { kind }]) => kind === wanted).length;
  const rows = coverage.map(([{ name, method, path, status }, found]) => [
    name,
    `\`${method} ${path}\``,
    String(status),
    ...cellsOf(found),
  ]);
  const others = `${count('served')} are served, and ${count('unsupported')} answered 400 \`${code}\` with the reason, by a row in
src/api/huawei/${service.folder}/unsupported.ts`;
  const told = count('unsupported') === 0 ? 'all are served' : others;
  return `Of the ${coverage.length} ${calls}, ${told}. The last column names test files that make the call, ${named} at most.
[How to use it](../guides/huawei-clients.md) · [what each error is answered with](../errors.md)

${markdownTable([['Call', 'Request', 'Status', 'Served', 'Tested in'], ...rows])}`;
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
