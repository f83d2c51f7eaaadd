// How a difference that is on purpose shows in the answers. A claim is exact: what it does not expect is not excused by it.
import type { Disagreement, Outcome } from './compare-sides.ts';

/** A text itself, or what it looks like; undefined: it is not there. */
type Expected = string | RegExp | undefined;

interface Place {
  /** A field, or what its name looks like. */
  readonly at: string | RegExp;
  /** The cases that it shows in, by name, every one of them; without: whichever have the field. */
  readonly cases?: readonly string[];
}

/** The whole answer is another one. */
interface AnswerClaim {
  readonly kind: 'answer';
  readonly case: string;
  /** Statuses, and what Accord says. */
  readonly glance: number;
  readonly accord: number;
  readonly says: string | RegExp;
}

/** One field is another one. */
interface FieldClaim extends Place {
  readonly kind: 'field';
  readonly holds: (disagreement: Disagreement) => boolean;
}

export type Claim = AnswerClaim | FieldClaim;

/** The status of that case is another one, and with it everything else. */
export function answers(
  name: string,
  glance: number,
  accord: number,
  says: string | RegExp,
): AnswerClaim {
  return { kind: 'answer', case: name, glance, accord, says };
}

/** A field has these two values. */
export function field(
  at: Place['at'],
  glance: Expected,
  accord: Expected,
  cases?: readonly string[],
): FieldClaim {
  return {
    kind: 'field',
    at,
    ...(cases === undefined ? {} : { cases }),
    holds: (found) => fits(found.glance, glance) && fits(found.accord, accord),
  };
}

/** A field has two values of which something is true; undefined: it is not there. */
export function related(
  at: Place['at'],
  isSo: (glance: string | undefined, accord: string | undefined) => boolean,
  cases?: readonly string[],
): FieldClaim {
  return {
    kind: 'field',
    at,
    ...(cases === undefined ? {} : { cases }),
    holds: ({ glance, accord }) => isSo(glance, accord),
  };
}

/** The cases that must show it; empty when any may. */
export function casesOf(claim: Claim): readonly string[] {
  return claim.kind === 'answer' ? [claim.case] : (claim.cases ?? []);
}

/** Whether the claim expects this, of an outcome whose answers disagree there. */
export function explains(claim: Claim, outcome: Outcome, disagreement: Disagreement): boolean {
  const cases = casesOf(claim);
  if (cases.length > 0 && !cases.includes(outcome.name)) return false;
  const { glance, accord } = outcome;
  if (claim.kind === 'answer') {
    const statuses = [`${claim.glance}`, `${claim.accord}`];
    const said =
      accord.get('body.message') ?? accord.get('body.error_msg') ?? accord.get('body') ?? '';
    return (
      glance.get('status') === statuses[0] &&
      accord.get('status') === statuses[1] &&
      fits(said, claim.says)
    );
  }
  // Answers of other statuses have no field in common.
  if (glance.get('status') !== accord.get('status')) return false;
  return fits(disagreement.at, claim.at) && claim.holds(disagreement);
}

/** For people: where the claim looks. */
export function describeClaim(claim: Claim): string {
  if (claim.kind === 'answer') {
    return `"${claim.case}": Glance ${claim.glance}, Accord ${claim.accord} ${String(claim.says)}`;
  }
  const cases = casesOf(claim).map((name) => `"${name}"`);
  return `${String(claim.at)}${cases.length === 0 ? '' : ` in ${cases.join(', ')}`}`;
}

function fits(text: string | undefined, expected: Expected): boolean {
  if (expected instanceof RegExp) return text !== undefined && expected.test(text);
  return text === expected;
}
