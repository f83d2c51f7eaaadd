// What a run has found, for people.
import type { Facts } from './normal-form.ts';
import type { JudgedOutcome, Verdict } from './judge.ts';

/** Whether every disagreement is on purpose, and everything on purpose shows. */
export function isAsExpected({ outcomes, stale }: Verdict): boolean {
  return stale.length === 0 && outcomes.every(({ open }) => open.length === 0);
}

/** First what is wrong, with both answers; then how often each row shows; last one line that counts. */
export function printVerdict({ outcomes, stale }: Verdict, seconds: number): string {
  const wrong = outcomes.filter(({ open }) => open.length > 0).map(printOpen);
  const rows = new Map<string, number>();
  for (const { id } of outcomes.flatMap((outcome) => outcome.rows)) {
    rows.set(id, (rows.get(id) ?? 0) + 1);
  }
  const counts = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...wrong,
    ...stale.map((sentence) => `${sentence}\n`),
    'Answers by what they differ in on purpose (docs/api-conventions.md):',
    ...counts.map(([id, count]) => `${String(count).padStart(4)}  ${id}`),
    '',
    `${printCounts(outcomes)} (${seconds.toFixed(0)} s)`,
    '',
  ].join('\n');
}

function printCounts(outcomes: readonly JudgedOutcome[]): string {
  const count = (fits: (outcome: JudgedOutcome) => boolean): number => outcomes.filter(fits).length;
  const isWrong = ({ open }: JudgedOutcome): boolean => open.length > 0;
  const isSame = ({ disagreements }: JudgedOutcome): boolean => disagreements.length === 0;
  const hasReason = ({ rows }: JudgedOutcome): boolean =>
    rows.some((row) => row.class !== 'volatile');
  const wrong = count(isWrong);
  return [
    `${outcomes.length} requests`,
    `${count(isSame)} same`,
    `${count((each) => !isSame(each) && !isWrong(each) && !hasReason(each))} same but for what any two installations of Glance may differ in`,
    `${count((each) => !isWrong(each) && hasReason(each))} differ on purpose`,
    ...(wrong === 0 ? [] : [`${wrong} DIFFER`]),
  ].join(', ');
}

function printOpen({ topic, name, request, glance, accord, open }: JudgedOutcome): string {
  const lines = open.map(({ at, claimedBy, ...said }) => {
    const claims = claimedBy.length === 0 ? '' : ` (claimed by ${claimedBy.join(' and ')})`;
    return `  ${at}${claims}\n    Glance: ${said.glance ?? '(nothing)'}\n    Accord: ${said.accord ?? '(nothing)'}`;
  });
  return [
    `[${topic}] ${name}: ${request}`,
    ...lines,
    `  Glance answered ${printFacts(glance)}`,
    `  Accord answered ${printFacts(accord)}`,
    '',
  ].join('\n');
}

const longest = 1500;

function printFacts(facts: Facts): string {
  const text = [...facts].map(([at, value]) => `${at} = ${value}`).join('; ');
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
}
