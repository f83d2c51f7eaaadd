// How fast something goes, and how long it still takes. Pure.

/** How much was done when. */
export interface Sample {
  /** Milliseconds of a clock that only goes forwards. */
  readonly at: number;
  readonly bytes: number;
}

export interface Pace {
  /** Bytes a second. */
  readonly rate: number;
  /** Seconds; null: it does not move. */
  readonly secondsLeft: number | null;
}

/** What was longer ago says nothing about now. */
const windowMilliseconds = 10_000;
/** From less than this nobody could tell. */
const leastMilliseconds = 1000;

/** The samples that still count, with the newest one. */
export function addSample(samples: readonly Sample[], newest: Sample): readonly Sample[] {
  return [...samples.filter(({ at }) => newest.at - at <= windowMilliseconds), newest];
}

/** null: too early to tell. */
export function paceOf(samples: readonly Sample[], total: number): Pace | null {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return null;
  const milliseconds = last.at - first.at;
  if (milliseconds < leastMilliseconds) return null;
  const rate = ((last.bytes - first.bytes) / milliseconds) * 1000;
  return { rate, secondsLeft: rate > 0 ? Math.ceil((total - last.bytes) / rate) : null };
}
