// docs/errors.md: every fault that the code can raise, and what each façade makes of it. The codes are found by reading the source; what a
// façade answers is asked of the façade itself.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyRequest } from 'fastify';
import { facadesFor } from '../../src/api/facades.ts';
import { Fault, faultKinds, type FaultKind } from '../../src/domain/fault.ts';
import { markdownTable } from './text-table.ts';

interface KnownFault {
  readonly kind: FaultKind;
  readonly code: string;
}

/** Probes, and the path of all jobs, borrow their answers from other façades. */
const facades = facadesFor({ publicUrl: '' }).filter(
  ({ name }) => name !== 'probes' && name !== 'jobs',
);
/** They tell more by their codes than by a status. */
const huawei: ReadonlySet<string> = new Set(['ims', 'ecs', 'evs', 'cbr']);

/** Throws when a `new Fault` does not name its kind and code as plain text: then this list could not be complete. */
export function printErrors(sourceFolder: string): string {
  const faults = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) => faultsIn(path.join(sourceFolder, name)));
  const byCode = new Map(faults.map((fault) => [`${fault.code} ${fault.kind}`, fault]));
  const rows = [...byCode]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, fault]) => [
      `\`${fault.code}\``,
      fault.kind,
      ...facades.map((facade) => status(facade, fault)),
    ]);
  return `# Errors

What can go wrong has a kind and a code. The code is stable: programs tell errors apart by it, consoles translate by it. Each API answers
with the status that its clients know; the numbers are those statuses, and beside them what Huawei Cloud's services and their gateway call it. An … stands for what the code is about.

${markdownTable([['Code', 'Kind', ...facades.map((facade) => facade.name)], ...rows])}

Printed by \`npm run docs\` from the source.
`;
}

function faultsIn(file: string): KnownFault[] {
  const text = readFileSync(file, 'utf8');
  const raised = text.matchAll(/new Fault\(\s*(?:'(\w+)',\s*['`]([^'`]+)['`])?/g);
  return [...raised].map(([, kindText, code]) => {
    const kind = faultKinds.find((each) => each === kindText);
    if (kind === undefined || code === undefined) {
      throw new Error(`${file}: a Fault without a plain kind and code`);
    }
    return { kind, code: code.replaceAll(/\$\{[^}]*\}/g, '…') };
  });
}

/** A status, and the word in the body that clients of the services of Huawei Cloud look for. */
function status(facade: (typeof facades)[number], { kind, code }: KnownFault): string {
  // A façade looks at nothing of the request but what its client accepts.
  const request = { headers: { accept: 'application/json' } } as FastifyRequest;
  const answer = facade.presentFault(new Fault(kind, code, ''), request);
  if (!huawei.has(facade.name)) return String(answer.status);
  const { error, error_code: gateway } = answer.body as {
    error?: { code: string };
    error_code?: string;
  };
  return `${answer.status} ${error?.code ?? gateway}`;
}
