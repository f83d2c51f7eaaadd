// Measurements are taken in turn, A B C A B C …, so that what changes on the machine meanwhile meets all sides alike; the median counts.

/** `measure` of every side, in every round. */
export async function inTurn<S, T>(
  sides: readonly S[],
  rounds: number,
  measure: (side: S, round: number) => Promise<T>,
): Promise<Map<S, T[]>> {
  const found = new Map<S, T[]>(sides.map((side) => [side, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const side of sides) found.get(side)?.push(await measure(side, round));
  }
  return found;
}

/** The one in the middle by that figure; of an even number the lower of the two. Throws for an empty list. */
export function medianBy<T>(list: readonly T[], figure: (each: T) => number): T {
  const sorted = list.toSorted((a, b) => figure(a) - figure(b));
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error('no median of nothing');
  return middle;
}
