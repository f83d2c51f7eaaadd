export interface Region {
  name: string;
  offset: number;
  length: number;
}

/** The first two regions that share a byte, or null; empty regions share nothing. */
export function overlapping(regions: Region[]): [Region, Region] | null {
  const sorted = regions.filter((r) => r.length > 0).toSorted((a, b) => a.offset - b.offset);
  for (const [index, next] of sorted.entries()) {
    const previous = sorted[index - 1];
    if (previous && previous.offset + previous.length > next.offset) return [previous, next];
  }
  return null;
}
