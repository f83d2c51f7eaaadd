// Limits of memory, processor time and processes by a control group (version 2), where the machine lets us make one.
import { access, mkdir, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { causeCode } from '../../../lib/cause-code.ts';
import type { ServerPlan } from '../engine.ts';

/** MiB that QEMU needs beside its guest's memory: translated code, the screen, disks' tables, its own libraries. */
const margin = 640;
const controllers = ['memory', 'cpu', 'pids'];

export class ControlGroups {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** null where there are none for us. `root`: where the kernel shows its control groups. */
  static async open(engineId: string, root = '/sys/fs/cgroup'): Promise<ControlGroups | null> {
    const folder = join(root, `accord-${engineId}`);
    try {
      await access(join(root, 'cgroup.controllers'));
      await mkdir(folder, { recursive: true });
      const all = controllers.map((name) => `+${name}`).join(' ');
      await writeFile(join(root, 'cgroup.subtree_control'), all);
      await writeFile(join(folder, 'cgroup.subtree_control'), all);
      return new ControlGroups(folder);
    } catch {
      // Not root, another version, or not ours to divide: whatever the reason, the operator is shown that there is none.
      return null;
    }
  }

  /** Puts a server's program under limits. */
  async enclose(
    pid: number,
    { id, memory, vcpus }: Pick<ServerPlan, 'id' | 'memory' | 'vcpus'>,
  ): Promise<void> {
    const folder = join(this.#folder, id);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'memory.max'), String((memory + margin) * 2 ** 20));
    await writeFile(join(folder, 'pids.max'), String(128 + 16 * vcpus));
    // A processor more than the guest has, for its disks, its screen and its network.
    await writeFile(join(folder, 'cpu.max'), `${(vcpus + 1) * 100_000} 100000`);
    await writeFile(join(folder, 'cgroup.procs'), String(pid));
  }

  /** Removes a server's group once its program is gone. */
  async remove(serverId: string): Promise<void> {
    try {
      await rmdir(join(this.#folder, serverId));
    } catch (error) {
      if (causeCode(error) !== 'ENOENT') throw error;
    }
  }
}
