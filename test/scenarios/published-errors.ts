// What docs/errors.md tells the users of our own API: which kind of fault a code stands for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { FaultKind } from '../../src/domain/fault.ts';

interface PublishedError {
  readonly code: RegExp;
  readonly kind: FaultKind;
  readonly status: number;
}

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const [head = [], , ...rows] = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const column = head.indexOf('accord');

const published = rows.map(([code = '', kind, ...rest]): PublishedError => ({
  // An … in the page stands for what the code is about.
  code: new RegExp(`^${RegExp.escape(code.replaceAll('`', '')).replaceAll('…', '.+')}$`),
  kind: kind as FaultKind,
  status: Number(rest[column - 2]),
}));

/** The kind that the code has; when it has several, `status` tells them apart. A defect, or what the page does not know, fails. */
export function kindOf(code: string, status?: number): FaultKind {
  const found = published.filter(
    (each) => each.code.test(code) && (status === undefined || each.status === status),
  );
  const [{ kind } = assert.fail(`docs/errors.md has no ${code} with status ${status}`)] = found;
  assert.ok(kind !== 'internal' && found.every((each) => each.kind === kind), `${code} is unclear`);
  return kind;
}
