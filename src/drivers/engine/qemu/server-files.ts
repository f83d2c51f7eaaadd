// What is kept of a server in `servers/<id>/`. Only `cell/` is its program's; a program that a guest has taken over can change nothing of
// what is remembered about it here.
//
//   run.json     there from before its program is started until all that it had is put back
//   end.json     how the last run ended by itself, until the next act on the server
//   serial.log   what the guest wrote to its serial port since it was started
//   errors.log   what the program complained of since it was started
//   vars.fd      the settings of the UEFI firmware
//   cell/        where the program runs
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { causeCode } from '../../../lib/cause-code.ts';
import { writePrivateFile } from '../../../lib/private-file.ts';
import type { AttachedDisk } from '../engine.ts';
import type { CellUser } from './cell.ts';
import { isId, type Folders } from './folders.ts';

/** A run of a server. */
export interface Run {
  /** Of the machine: after another start of it nothing of this run is left. */
  readonly bootId: string;
  readonly user: CellUser;
  /** null: the program may have been started, but its guest was not. */
  readonly process: { readonly pid: number; readonly startedAt: number } | null;
  /** It is being ended on purpose. */
  readonly ending?: true;
  /** Those that it has, is about to get or may still have. */
  readonly disks: readonly AttachedDisk[];
}

export type End = { readonly kind: 'stopped' } | { readonly kind: 'died'; readonly reason: string };

export class ServerFiles {
  readonly id: string;
  readonly folder: string;

  constructor(folders: Folders, id: string) {
    if (!isId(id)) throw new Error(`not the id of a server: ${id}`);
    this.id = id;
    this.folder = join(folders.servers, id);
  }

  get cell(): string {
    return join(this.folder, 'cell');
  }

  get serialLog(): string {
    return join(this.folder, 'serial.log');
  }

  get errorsLog(): string {
    return join(this.folder, 'errors.log');
  }

  get firmwareVars(): string {
    return join(this.folder, 'vars.fd');
  }

  async run(): Promise<Run | null> {
    return await readJson<Run>(join(this.folder, 'run.json'));
  }

  /** It survives a power loss once this returns. */
  async keepRun(run: Run): Promise<void> {
    await writePrivateFile(join(this.folder, 'run.json'), JSON.stringify(run));
  }

  async forgetRun(): Promise<void> {
    await rm(join(this.folder, 'run.json'), { force: true });
  }

  async end(): Promise<End | null> {
    return await readJson<End>(join(this.folder, 'end.json'));
  }

  async keepEnd(end: End): Promise<void> {
    await writePrivateFile(join(this.folder, 'end.json'), JSON.stringify(end));
  }

  async forgetEnd(): Promise<void> {
    await rm(join(this.folder, 'end.json'), { force: true });
  }
}

/** The ids of all servers that something is kept of. */
export async function listServers(folders: Folders): Promise<string[]> {
  return (await readdir(folders.servers)).filter(isId);
}

async function readJson<T>(file: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    if (causeCode(error) === 'ENOENT') return null;
    throw error;
  }
}
