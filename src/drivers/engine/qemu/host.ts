import type { ControlGroups } from './control-group.ts';
import type { DiskFiles } from './disk-files.ts';
import type { Folders } from './folders.ts';
import type { Machine } from './machine.ts';
import type { Runs } from './runs.ts';

/** What work on servers has in common. */
export interface Host {
  readonly folders: Folders;
  readonly disks: DiskFiles;
  readonly runs: Runs;
  readonly groups: ControlGroups | null;
  readonly bootId: string;
  /** Errors: unavailable. */
  readonly machine: () => Promise<Machine>;
  readonly log: (line: string) => void;
}
