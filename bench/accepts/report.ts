// The section of bench/RESULTS.md on accepting a thousand offers. It stands behind what `npm run bench` writes.
import { figure } from '../speed/figures.ts';
import { bullets, table } from '../speed/markdown.ts';
import { medianOf, withSection } from '../speed/section.ts';
import { callers, offers, rounds, type AcceptFindings, type Way } from './measure-accepts.ts';

const heading = '## A thousand offers accepted';
/** Seconds. */
const aim = 1;

const titles: Readonly<Record<Way, string>> = {
  accept: 'accepted in one call, until its job has ended',
  'accept-singly': 'accepted one by one, by one caller',
  'accept-singly-at-once': `accepted one by one, by ${callers} callers at once`,
  offer: 'offered in one call, until its job has ended',
  withdraw: 'withdrawn in one call, until its job has ended',
};

/** @param earlier the report as it was; only this section of it is written anew */
export function withAccepts({ machine, seconds }: AcceptFindings, earlier: string): string {
  const rows = (Object.keys(titles) as Way[]).map((way) => {
    const median = medianOf(seconds[way]);
    const worst = Math.max(...seconds[way]);
    return [titles[way], `${figure(median)} s`, `${figure(worst)} s`, figure(offers / median)];
  });
  const met = medianOf(seconds.accept) < aim;
  const parts = [
    `Written by \`npm run bench:accepts\`: ${rounds} rounds, each of which offers ${figure(offers)} images to a project, has them accepted in one of the three ways, and withdraws them. The aim, all accepted by one call in less than ${aim} s, is ${met ? 'met' : '**missed**'}.`,
    bullets(machine),
    table(['', 'median', 'worst', 'images a second'], rows),
  ];
  return withSection(heading, parts, earlier);
}
