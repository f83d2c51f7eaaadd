// How a program is started with as little as it needs: as its cell's user, without a way to gain rights, under limits.
import type { SpawnOptions } from 'node:child_process';
import type { Cell } from './cell.ts';

export interface Confined {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: Pick<SpawnOptions, 'cwd' | 'env'>;
}

export interface Limits {
  readonly openFiles: number;
  /** Of that user, threads too; null: not limited, since others count as well. */
  readonly processes: number | null;
  /** Bytes; null: not limited. */
  readonly addressSpace: number | null;
}

export interface Rights {
  /** A group that it needs, such as that of a device. */
  readonly group?: number | undefined;
  /** It becomes the cell's user by itself, once it has opened what only root can. */
  readonly dropsByItself?: boolean | undefined;
  /** It ends with Accord, however that ends. */
  readonly endsWithAccord?: boolean | undefined;
}

/** Not that of the caller, which may hold secrets. */
const environment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** What to spawn so that `program` runs in the cell. */
export function confine(
  cell: Cell,
  program: readonly [file: string, ...args: string[]],
  limits: Limits,
  rights: Rights = {},
): Confined {
  const user = rights.dropsByItself === true ? null : cell.user;
  const groups = rights.group === undefined ? ['--clear-groups'] : ['--groups', `${rights.group}`];
  const flags = [
    ...(user === null ? [] : ['--reuid', `${user}`, '--regid', `${user}`, '--inh-caps=-all']),
    ...(cell.user === null ? [] : groups),
    ...(rights.endsWithAccord === true ? ['--pdeathsig', 'KILL'] : []),
  ];
  const bounds = [
    '--core=0',
    `--nofile=${limits.openFiles}`,
    ...(limits.processes === null ? [] : [`--nproc=${limits.processes}`]),
    ...(limits.addressSpace === null ? [] : [`--as=${limits.addressSpace}`]),
  ];
  return {
    file: 'setpriv',
    args: ['--no-new-privs', ...flags, '--', 'prlimit', ...bounds, '--', ...program],
    options: { cwd: cell.folder, env: environment },
  };
}
