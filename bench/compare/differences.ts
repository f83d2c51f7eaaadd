// Where Accord answers otherwise than Glance 25.1, on purpose. `npm run compare` fails on any other difference, and on one of these that
// no longer shows; docs/api-conventions.md is printed from this list.
import type { Difference, DifferenceOfClass } from './difference.ts';
import { bugs } from './differences/bugs.ts';
import { consent } from './differences/consent.ts';
import { safer } from './differences/safer.ts';
import { volatile } from './differences/volatile.ts';

export const differences: readonly Difference[] = [
  ...ofClass('consent', consent),
  ...ofClass('safer', safer),
  ...ofClass('bug not copied', bugs),
  ...ofClass('volatile', volatile),
];

function ofClass(name: Difference['class'], rows: readonly DifferenceOfClass[]): Difference[] {
  return rows.map((row) => ({ ...row, class: name }));
}
