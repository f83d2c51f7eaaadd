// The runs of servers that there are: who has which disk, and which users of the system are taken.
import { EngineError } from '../engine.ts';
import type { CellUser } from './cell.ts';
import type { Folders } from './folders.ts';
import type { UserRange } from './machine.ts';
import { listServers, ServerFiles, type Run } from './server-files.ts';

export class Runs {
  readonly #users: UserRange | null;
  readonly #runs: Map<string, Run>;

  private constructor(users: UserRange | null, runs: Map<string, Run>) {
    this.#users = users;
    this.#runs = runs;
  }

  /** Reads what an earlier process has left. */
  static async read(folders: Folders, users: UserRange | null): Promise<Runs> {
    const runs = new Map<string, Run>();
    for (const id of await listServers(folders)) {
      const run = await new ServerFiles(folders, id).run();
      if (run !== null) runs.set(id, run);
    }
    return new Runs(users, runs);
  }

  get(serverId: string): Run | undefined {
    return this.#runs.get(serverId);
  }

  /** The server that has the disk. */
  holderOf(diskId: string): string | undefined {
    for (const [serverId, { disks }] of this.#runs) {
      if (disks.some((disk) => disk.diskId === diskId)) return serverId;
    }
    return undefined;
  }

  /** Remembers a new run, as a user of the system that no other run has. Errors: disk-busy, unavailable. */
  async begin(files: ServerFiles, { bootId, disks }: Pick<Run, 'bootId' | 'disks'>): Promise<Run> {
    for (const { diskId } of disks) {
      const holder = this.holderOf(diskId);
      if (holder !== undefined && holder !== files.id) {
        throw new EngineError('disk-busy', 'Another server has the disk.');
      }
    }
    const run: Run = { bootId, disks, user: this.#freeUser(), process: null };
    await this.keep(files, run);
    return run;
  }

  async keep(files: ServerFiles, run: Run): Promise<void> {
    // Before the file, so that two runs never choose the same user.
    this.#runs.set(files.id, run);
    await files.keepRun(run);
  }

  async forget(files: ServerFiles): Promise<void> {
    await files.forgetRun();
    this.#runs.delete(files.id);
  }

  #freeUser(): CellUser {
    if (this.#users === null) return null;
    const taken = new Set([...this.#runs.values()].map(({ user }) => user));
    for (let index = 1; index < this.#users.count; index++) {
      const user = this.#users.first + index;
      if (!taken.has(user)) return user;
    }
    throw new EngineError(
      'unavailable',
      'As many servers run as there are users of the system for.',
    );
  }
}
