// The section of bench/RESULTS.md on backups of servers. It stands behind what `npm run bench` writes.
import { figure, mebibytes } from '../speed/figures.ts';
import { bullets, table } from '../speed/markdown.ts';
import { medianOf, withSection } from '../speed/section.ts';
import { imageSize, offers, rounds } from './accepts.ts';
import type { Silences } from './heartbeat.ts';
import { content, diskSize, type BackupFindings } from './measure-backups.ts';

const heading = '## Backups of servers, and a thousand full-server images accepted';

/** @param earlier the report as it was; only this section of it is written anew */
export function withBackups(
  { machine, backups, quiet, accepts }: BackupFindings,
  earlier: string,
): string {
  const parts = [
    `Written by \`npm run bench:backups\`: ${rounds} rounds. A server runs with a disk of ${diskSize} GiB, in which there are its small system and ${content} MiB of random bytes; it is backed up into a vault while it works.`,
    bullets(machine),
    table(
      ['', 'median', 'worst'],
      [
        row(
          'backup, until its job has ended',
          seconds,
          valuesOf(backups, (each) => each.seconds),
        ),
        row(
          'bytes stored',
          mebibytes,
          valuesOf(backups, (each) => each.stored),
        ),
        silence('guest says nothing, during a backup', backups, 'beat'),
        row(
          'guest says nothing, without',
          seconds,
          valuesOf(quiet, ({ beat }) => beat),
        ),
        silence('no write of the guest is on its disk, during a backup', backups, 'write'),
        row(
          'no write of the guest is on its disk, without',
          seconds,
          valuesOf(quiet, ({ write }) => write),
        ),
        row(
          `${figure(offers)} full-server images accepted in one call`,
          seconds,
          valuesOf(accepts, (each) => each),
        ),
      ],
    ),
    'How long the guest is held is measured from outside, for it does not know it: two loops in the guest write on its serial console, one every 5 ms, one each time that `dd` with `fsync` has written to its disk and has seen it there, and when each word arrives is looked at every millisecond. The longest silence during a backup, beside the longest in as long a time without one, is what a guest can lose at most; it is never stopped, so that there is no time between two events of QEMU to be measured.',
    `The images that are accepted need ${imageSize} GB each, in a vault with room for all and for nothing more; the room taken is checked after each round, and that nothing is taken once they are withdrawn. The call is that of Huawei Cloud's image service, with \`vault_id\`, until its job has ended.`,
  ];
  return withSection(heading, parts, earlier);
}

function silence(
  title: string,
  backups: BackupFindings['backups'],
  which: keyof Silences,
): string[] {
  return row(
    title,
    seconds,
    valuesOf(backups, (each) => each.silences[which]),
  );
}

function valuesOf<T>(of: readonly T[], value: (one: T) => number): number[] {
  return of.map(value);
}

function row(title: string, write: (value: number) => string, values: readonly number[]): string[] {
  return [title, write(medianOf(values)), write(Math.max(...values))];
}

function seconds(value: number): string {
  return `${figure(value)} s`;
}
