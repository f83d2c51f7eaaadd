// The section of bench/RESULTS.md on machines from images. It stands behind what `npm run bench` writes.
import { figure, mebibytes } from '../speed/figures.ts';
import { bullets, table } from '../speed/markdown.ts';
import { medianOf, withSection } from '../speed/section.ts';
import { many, rounds, type ImageFindings, type MachineFindings } from './measure-machines.ts';

const heading = '## From an accepted image to a machine';
/** Seconds for one disk, the first upon an image included. */
const diskAim = 0.5;
/** The slowest image may take so many times as long as the quickest and still count as the same. */
const flatWithin = 1.5;

/** @param earlier the report as it was; only this section of it is written anew */
export function withMachines({ machine, images }: MachineFindings, earlier: string): string {
  const first = images.map(({ one }) => medianOf(one));
  const spread = Math.max(...first) / Math.min(...first);
  const slowestDisk = Math.max(...images.flatMap(({ disks }) => disks));
  const parts = [
    `Written by \`npm run bench:machines\`. Seconds from the request that accepts an image to the first bytes on a machine's serial console, median and worst of ${rounds} rounds with one machine and of the ${figure(many)} machines of one call.`,
    bullets(machine),
    table(
      [
        'image',
        'one machine',
        'its system ready',
        `each of ${many}`,
        'one disk',
        'one copy by qemu-img',
      ],
      images.map(timesOf),
    ),
    `The time does not depend on the image's size: ${verdict(spread <= flatWithin)} (the slowest of these images takes ${figure(spread)} times as long as the quickest). A disk is made in less than ${diskAim} s: ${verdict(slowestDisk < diskAim)} (the slowest took ${figure(slowestDisk)} s).`,
    table(
      ['image', `${many} machines, ready, take`, `${many} copies would take`],
      images.map(({ title, manyBytes, copyBytes }) => [
        title,
        mebibytes(manyBytes),
        mebibytes(copyBytes * many),
      ]),
    ),
    'The image itself, of which there is one file whatever is made from it, is not counted. The systems write when they start: they make their root file system as large as the disk.',
  ];
  return withSection(heading, parts, earlier);
}

function timesOf({ title, one, ready, many: each, disks, copy }: ImageFindings): string[] {
  return [
    title,
    both(one),
    `${figure(medianOf(ready))} s`,
    both(each),
    both(disks),
    `${figure(copy)} s`,
  ];
}

function both(seconds: readonly number[]): string {
  return `${figure(medianOf(seconds))} / ${figure(Math.max(...seconds))} s`;
}

function verdict(met: boolean): string {
  return met ? 'met' : '**missed**';
}
