// Servers and disks of one machine by QEMU: each server a process of its own that outlives this one, each disk a qcow2 file upon a blob.
import { rm } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Duplex } from 'node:stream';
import {
  EngineError,
  type AttachedDisk,
  type CopyOptions,
  type DiskCopy,
  type Engine,
  type EngineStatus,
  type Holdings,
  type LogPart,
  type NewDisk,
  type ServerEvent,
  type ServerPlan,
  type ServerState,
} from '../engine.ts';
import { listBases, removeBase } from './bases.ts';
import { connectIn } from './cell.ts';
import { ControlGroups } from './control-group.ts';
import { copyLive } from './copy-live.ts';
import { DiskFiles } from './disk-files.ts';
import { openFolders } from './folders.ts';
import { growLive } from './grow-live.ts';
import { readLogPart } from './guest-log.ts';
import type { Host } from './host.ts';
import { InTurn } from './in-turn.ts';
import type { LiveServer } from './live-server.ts';
import { lookAtMachine, toolUser, type Machine, type UserRange } from './machine.ts';
import { News } from './news.ts';
import { plugDisk, unplugDisk } from './plug-disk.ts';
import { QmpError, QmpLost } from './qmp.ts';
import { Runs } from './runs.ts';
import { inServerCell } from './server-command.ts';
import { listServers, ServerFiles } from './server-files.ts';
import { readBootId } from './server-process.ts';
import { running, Servers } from './servers.ts';

export interface QemuOptions {
  /** Absolute. It and all below it is one file system. */
  readonly folder: string;
  readonly accelerator: 'auto' | 'kvm' | 'tcg';
  /** Users of the system that nobody has, taken when Accord runs as root. */
  readonly uids: UserRange;
  /** How long a guest may take to let go of a disk, in milliseconds; ten seconds when not said. */
  readonly detachPatience?: number;
  readonly log: (line: string) => void;
}

/** How often a guest that does not switch off is asked again: one that is still starting does not hear it. In milliseconds. */
const pressAgain = 4000;

export class QemuEngine implements Engine {
  readonly name = 'qemu';
  readonly #host: Host;
  readonly #servers: Servers;
  readonly #turns = new InTurn();
  readonly #news = new News();
  readonly #serials = new Map<string, Duplex>();
  readonly #detachPatience: number;

  private constructor(host: Host, detachPatience: number) {
    this.#host = host;
    this.#detachPatience = detachPatience;
    this.#servers = new Servers(host, this.#turns, this.#news);
  }

  /** Opens the engine's folder and finds its servers again. What is missing on this machine is no error here: `status` tells. */
  static async open(options: QemuOptions): Promise<QemuEngine> {
    if (!isAbsolute(options.folder)) throw new Error(`not an absolute path: ${options.folder}`);
    const folders = await openFolders(options.folder);
    const users = process.getuid?.() === 0 ? options.uids : null;
    const groups = users === null ? null : await ControlGroups.open(folders.id);
    const { accelerator, log } = options;
    const host: Host = {
      folders,
      groups,
      disks: new DiskFiles(folders, toolUser(users)),
      runs: await Runs.read(folders, users),
      bootId: await readBootId(),
      machine: whenAsked(
        async () => await lookAtMachine({ folders, users, groups, accelerator, log }),
      ),
      log,
    };
    const engine = new QemuEngine(host, options.detachPatience ?? 10_000);
    await engine.#servers.recover();
    return engine;
  }

  async status(): Promise<EngineStatus> {
    return (await this.#host.machine()).status;
  }

  async makeDisk(disk: NewDisk): Promise<void> {
    await this.#available();
    const make = async (): Promise<void> =>
      await this.#turns.run(disk.id, async () => await this.#host.disks.make(disk));
    // Two disks upon one base bring it once.
    await (disk.base === null ? make() : this.#turns.run(disk.base.digest, make));
  }

  async growDisk(diskId: string, bytes: number, _serverId: string | null): Promise<void> {
    await this.#available();
    await this.#turns.run(diskId, async () => {
      const holder = this.#servers.holderOf(diskId);
      if (holder === undefined) await this.#host.disks.grow(diskId, bytes);
      else await growLive(this.#host, holder, diskId, bytes);
    });
  }

  async dropDisk(diskId: string): Promise<void> {
    await this.#turns.run(diskId, async () => {
      if (this.#servers.holderOf(diskId) !== undefined) {
        throw new EngineError('disk-busy', 'A running server has the disk.');
      }
      await this.#host.disks.drop(diskId);
    });
  }

  async dropBase(digest: string): Promise<void> {
    await this.#turns.run(digest, async () => await removeBase(this.#host.folders, digest));
  }

  async copyDisks(
    _serverId: string | null,
    copies: readonly DiskCopy[],
    { signal, progress }: CopyOptions,
  ): Promise<void> {
    await this.#available();
    const byHolder = Map.groupBy(copies, ({ diskId }) => this.#servers.holderOf(diskId));
    const made: string[] = [];
    let before = 0;
    try {
      for (const [holder, part] of byHolder) {
        const [start, share] = [before, part.length / copies.length];
        const options = {
          signal,
          progress: (done: number) => progress(start + done * share),
          made: (file: string) => void made.push(file),
        };
        if (holder === undefined) await this.#host.disks.copy(part, options);
        else await copyLive(this.#host, holder, part, options);
        before += share;
      }
    } catch (error) {
      for (const file of made) await rm(file, { force: true });
      if (!(error instanceof QmpLost)) throw error;
      throw new EngineError('not-running', 'The server ended meanwhile.', { cause: error });
    }
    progress(1);
  }

  async runServer(plan: ServerPlan): Promise<void> {
    await this.#available();
    await this.#turns.run(plan.id, async () => await this.#servers.start(plan));
  }

  async stopServer(serverId: string, graceSeconds: number): Promise<void> {
    const server = this.#servers.get(serverId);
    if (server !== undefined && graceSeconds > 0) await this.#askToStop(server, graceSeconds);
    await this.#turns.run(serverId, async () => {
      // It may have been started again meanwhile.
      const now = this.#servers.get(serverId);
      if (now === undefined || now === server) await this.#servers.switchOff(serverId);
    });
  }

  async resetServer(serverId: string): Promise<void> {
    await this.#turns.run(serverId, async () => {
      const server = running(this.#servers.get(serverId));
      await server.ask('system_reset');
      server.halted = false;
      if ((await server.status()) !== 'running') await server.ask('cont');
    });
  }

  async dropServer(serverId: string): Promise<void> {
    await this.#turns.run(serverId, async () => {
      await this.#servers.switchOff(serverId);
      const { folder } = new ServerFiles(this.#host.folders, serverId);
      await rm(folder, { recursive: true, force: true });
    });
  }

  async attachDisk(serverId: string, disk: AttachedDisk): Promise<void> {
    await this.#turns.run(serverId, async () => {
      const server = this.#servers.get(serverId);
      if (server !== undefined) await plugDisk(this.#host, server, disk);
    });
  }

  async detachDisk(serverId: string, diskId: string): Promise<void> {
    await this.#turns.run(serverId, async () => {
      const server = this.#servers.get(serverId);
      if (server !== undefined) {
        await unplugDisk(this.#host, server, diskId, this.#detachPatience);
      }
    });
  }

  async disksOf(serverId: string): Promise<readonly AttachedDisk[]> {
    return (await this.stateOf(serverId)) === 'running'
      ? (this.#host.runs.get(serverId)?.disks ?? [])
      : [];
  }

  async stateOf(serverId: string): Promise<ServerState> {
    return this.#servers.get(serverId) === undefined ? 'stopped' : 'running';
  }

  async holdings(): Promise<Holdings> {
    const { folders, disks } = this.#host;
    const ids = await listServers(folders);
    const found: Holdings = {
      servers: await Promise.all(ids.map(async (id) => ({ id, state: await this.stateOf(id) }))),
      disks: await disks.list(),
      bases: await listBases(folders),
    };
    this.#news.release();
    return found;
  }

  watch(listener: (event: ServerEvent) => void): void {
    this.#news.listen(listener);
  }

  async readLog(serverId: string, from: number, limit: number): Promise<LogPart> {
    return await readLogPart(new ServerFiles(this.#host.folders, serverId).serialLog, from, limit);
  }

  async openSerial(serverId: string): Promise<Duplex> {
    const { cell } = running(this.#servers.get(serverId));
    // QEMU speaks to one at a time and lets others wait.
    this.#serials.get(serverId)?.destroy();
    const serial = await connectIn(cell, inServerCell.serial);
    this.#serials.set(serverId, serial);
    serial.once('close', () => {
      if (this.#serials.get(serverId) === serial) this.#serials.delete(serverId);
    });
    return serial;
  }

  async openScreen(serverId: string): Promise<Duplex> {
    return await connectIn(running(this.#servers.get(serverId)).cell, inServerCell.screen);
  }

  async close(): Promise<void> {
    this.#servers.close();
    for (const serial of this.#serials.values()) serial.destroy();
    await this.#turns.idle();
  }

  /** Returns when the server has ended, is not to be waited for, or has had that many seconds. */
  async #askToStop(server: LiveServer, seconds: number): Promise<void> {
    const deadline = performance.now() + seconds * 1000;
    let waiting = true;
    while (waiting && performance.now() < deadline) {
      const heard = await this.#turns.run(server.id, async () => {
        if (this.#servers.get(server.id) !== server) return false;
        server.stopAsked = true;
        return await pressPowerButton(server);
      });
      if (!heard) return;
      const pause = Math.min(pressAgain, Math.max(deadline - performance.now(), 0));
      waiting = await lasts(server.over.promise, pause);
    }
  }

  async #available(): Promise<void> {
    const { available, missing } = await this.status();
    if (!available) throw new EngineError('unavailable', missing.join(' '));
  }
}

/** False: it cannot be asked, and is to be switched off at once. */
async function pressPowerButton(server: LiveServer): Promise<boolean> {
  try {
    if ((await server.status()) !== 'running') return false;
    await server.ask('system_powerdown');
    return true;
  } catch (error) {
    if (error instanceof QmpLost || error instanceof QmpError) return false;
    throw error;
  }
}

/** Whether something still lasts after so many milliseconds; returns as soon as it does not. */
async function lasts(end: Promise<void>, milliseconds: number): Promise<boolean> {
  const timer = Promise.withResolvers<boolean>();
  const timeout = setTimeout(() => timer.resolve(true), milliseconds);
  try {
    return await Promise.race([end.then(() => false), timer.promise]);
  } finally {
    clearTimeout(timeout);
  }
}

/** Looks at the machine when somebody wants to know, and again each time until everything is there. */
function whenAsked(look: () => Promise<Machine>): () => Promise<Machine> {
  let known: Promise<Machine> | null = null;
  return async () => {
    const mine = (known ??= look());
    try {
      const machine = await mine;
      if (!machine.status.available) known = null;
      return machine;
    } catch (error) {
      known = null;
      throw error;
    }
  };
}
