import type { Claim } from './claim.ts';

/** Something in which Accord answers otherwise than Glance, on purpose. */
export interface Difference {
  readonly id: string;
  readonly text: string;
  readonly class: DifferenceClass;
  readonly reason: string;
  /** What brings Glance's way back, or changes this one, as it stands in docs/settings.md. */
  readonly setting?: string;
  /** How it shows in the answers that are compared; empty for what only a suite of OpenStack meets. */
  readonly shows: readonly Claim[];
}

/**
 * `consent` follows from asking the recipient; `safer` refuses what would hurt somebody later; `bug not copied` is an error of Glance;
 * `volatile` differs between installations of Glance, too.
 */
type DifferenceClass = 'consent' | 'safer' | 'bug not copied' | 'volatile';

export type DifferenceOfClass = Omit<Difference, 'class'>;
