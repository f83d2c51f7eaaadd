// Sections of bench/RESULTS.md that stand behind what `npm run bench` writes, each written by a command of its own.

/** @param earlier the report as it was; only the section that begins with that heading is written anew @param parts follow the heading */
export function withSection(heading: string, parts: readonly string[], earlier: string): string {
  const [before, after] = around(heading, earlier);
  return [before, [heading, ...parts].join('\n\n'), after]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function around(heading: string, earlier: string): readonly [string, string] {
  const start = earlier.indexOf(heading);
  if (start === -1) return [earlier.trim(), ''];
  const end = earlier.indexOf('\n## ', start);
  return [earlier.slice(0, start).trim(), end === -1 ? '' : earlier.slice(end).trim()];
}

/** The upper one of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
