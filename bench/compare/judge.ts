// Holds what two services say differently against the list of what differs on purpose, and the list against what they say.
import { casesOf, describeClaim, explains, type Claim } from './claim.ts';
import type { Disagreement, Outcome } from './compare-sides.ts';
import type { Difference } from './difference.ts';

export interface JudgedOutcome extends Outcome {
  /** The rows that its disagreements are explained by. */
  readonly rows: readonly Difference[];
  /** Those that no row explains, or more than one; with the ids of the rows. */
  readonly open: readonly (Disagreement & { readonly claimedBy: readonly string[] })[];
}

export interface Verdict {
  readonly outcomes: readonly JudgedOutcome[];
  /** What rows expect and nothing shows: a sentence each. */
  readonly stale: readonly string[];
}

export function judge(outcomes: readonly Outcome[], differences: readonly Difference[]): Verdict {
  const shown = new Map<Claim, Set<string>>();
  const judged = outcomes.map((outcome): JudgedOutcome => {
    const rows = new Set<Difference>();
    const open = outcome.disagreements.flatMap((disagreement) => {
      const claiming = differences.filter(
        ({ shows }) =>
          shows.filter((claim) => {
            const holds = explains(claim, outcome, disagreement);
            if (holds) shown.set(claim, (shown.get(claim) ?? new Set()).add(outcome.name));
            return holds;
          }).length > 0,
      );
      for (const row of claiming) rows.add(row);
      return claiming.length === 1
        ? []
        : [{ ...disagreement, claimedBy: claiming.map(({ id }) => id) }];
    });
    return { ...outcome, rows: [...rows], open };
  });
  return { outcomes: judged, stale: differences.flatMap((row) => staleOf(row, shown)) };
}

function staleOf(
  { id, shows }: Difference,
  shown: ReadonlyMap<Claim, ReadonlySet<string>>,
): string[] {
  return shows.flatMap((claim) => {
    const seen = shown.get(claim) ?? new Set();
    const isStale = seen.size === 0 || casesOf(claim).some((name) => !seen.has(name));
    return isStale ? [`${id} does not show: ${describeClaim(claim)}`] : [];
  });
}
