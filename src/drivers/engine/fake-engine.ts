// An engine that remembers what it was asked and runs nothing: for faults that the real one cannot be made to show.
import { writeFile } from 'node:fs/promises';
import { duplexPair, type Duplex } from 'node:stream';
import { emptyQcow2 } from './empty-qcow2.ts';
import {
  EngineError,
  type AttachedDisk,
  type CopyOptions,
  type DiskCopy,
  type Engine,
  type EngineErrorCode,
  type EngineStatus,
  type Holdings,
  type LogPart,
  type NewDisk,
  type ServerEvent,
  type ServerPlan,
  type ServerState,
} from './engine.ts';

/** What can be made to fail or to wait. */
export type Verb =
  | 'makeDisk'
  | 'growDisk'
  | 'dropDisk'
  | 'dropBase'
  | 'copyDisks'
  | 'runServer'
  | 'stopServer'
  | 'resetServer'
  | 'dropServer'
  | 'attachDisk'
  | 'detachDisk';

interface FakeDisk {
  bytes: number;
  readonly digest: string | null;
}

interface FakeServer {
  state: ServerState;
  disks: AttachedDisk[];
  log: string;
  serial: Duplex | null;
}

export class FakeEngine implements Engine {
  readonly name = 'fake';
  readonly #disks = new Map<string, FakeDisk>();
  readonly #bases = new Set<string>();
  readonly #servers = new Map<string, FakeServer>();
  readonly #failures = new Map<Verb, Error[]>();
  readonly #holds = new Map<Verb, Promise<void>>();
  readonly #listeners: ((event: ServerEvent) => void)[] = [];
  #kept: ServerEvent[] | null = [];
  #status: EngineStatus = {
    available: true,
    missing: [],
    version: 'Fake 1',
    accelerator: 'tcg',
    architectures: ['x86_64'],
    firmwares: ['bios', 'uefi'],
    confinement: { user: 'own', sandbox: true, limits: true, controlGroup: false, network: true },
  };

  readonly #greeting: string;

  /** `greeting`: what a guest writes to its serial port when it starts. */
  constructor({ greeting = '' }: { readonly greeting?: string } = {}) {
    this.#greeting = greeting;
  }

  /** Makes the next call of a verb fail, or the next so many, before it does anything. */
  fail(verb: Verb, error: EngineErrorCode | Error, times = 1): void {
    const failure =
      error instanceof Error ? error : new EngineError(error, `It is to fail: ${error}.`);
    const before = this.#failures.get(verb) ?? [];
    this.#failures.set(verb, [...before, ...Array.from({ length: times }, () => failure)]);
  }

  /** Makes calls of a verb wait until the function that comes back is called. */
  hold(verb: Verb): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#holds.set(verb, promise);
    return () => {
      this.#holds.delete(verb);
      resolve();
    };
  }

  /** Changes what it says of itself. */
  say(status: Partial<EngineStatus>): void {
    this.#status = { ...this.#status, ...status };
  }

  /** A server does something of its own accord. */
  emit(event: ServerEvent): void {
    const server = this.#servers.get(event.serverId);
    if (server !== undefined && event.kind !== 'disk-full') halt(server);
    this.#tell(event);
  }

  /** A guest writes to its serial port. */
  print(serverId: string, text: string): void {
    const server = this.#running(serverId);
    server.log += text;
    server.serial?.write(text);
  }

  async status(): Promise<EngineStatus> {
    return this.#status;
  }

  async makeDisk({ id, bytes, base }: NewDisk): Promise<void> {
    await this.#begin('makeDisk');
    if (this.#disks.has(id)) return;
    if (base !== null) this.#bases.add(base.digest);
    this.#disks.set(id, { bytes, digest: base?.digest ?? null });
  }

  async growDisk(diskId: string, bytes: number, _serverId: string | null): Promise<void> {
    await this.#begin('growDisk');
    const disk = this.#disk(diskId);
    disk.bytes = Math.max(disk.bytes, bytes);
  }

  async dropDisk(diskId: string): Promise<void> {
    await this.#begin('dropDisk');
    if (this.#holderOf(diskId) !== undefined) throw busy();
    this.#disks.delete(diskId);
  }

  async dropBase(digest: string): Promise<void> {
    await this.#begin('dropBase');
    this.#bases.delete(digest);
  }

  async copyDisks(
    _serverId: string | null,
    copies: readonly DiskCopy[],
    { signal, progress }: CopyOptions,
  ): Promise<void> {
    await this.#begin('copyDisks');
    signal.throwIfAborted();
    for (const { diskId, file } of copies) {
      await writeFile(file, emptyQcow2(this.#disk(diskId).bytes), { flag: 'wx', mode: 0o600 });
    }
    progress(1);
  }

  async runServer({ id, architecture, disks }: ServerPlan): Promise<void> {
    await this.#begin('runServer');
    if (this.#servers.get(id)?.state === 'running') return;
    if (!this.#status.architectures.includes(architecture)) {
      throw new EngineError(
        'unsupported',
        `Servers of architecture ${architecture} do not run here.`,
      );
    }
    for (const { diskId } of disks) {
      this.#disk(diskId);
      if (this.#holderOf(diskId) !== undefined) throw busy();
    }
    this.#servers.set(id, {
      state: 'running',
      disks: [...disks],
      log: this.#greeting,
      serial: null,
    });
  }

  async stopServer(serverId: string, _graceSeconds: number): Promise<void> {
    await this.#begin('stopServer');
    const server = this.#servers.get(serverId);
    if (server !== undefined) halt(server);
  }

  async resetServer(serverId: string): Promise<void> {
    await this.#begin('resetServer');
    this.#running(serverId);
  }

  async dropServer(serverId: string): Promise<void> {
    await this.#begin('dropServer');
    const server = this.#servers.get(serverId);
    if (server !== undefined) halt(server);
    this.#servers.delete(serverId);
  }

  async attachDisk(serverId: string, disk: AttachedDisk): Promise<void> {
    await this.#begin('attachDisk');
    const server = this.#servers.get(serverId);
    if (server?.state !== 'running') return;
    if (server.disks.some(({ diskId }) => diskId === disk.diskId)) return;
    this.#disk(disk.diskId);
    if (this.#holderOf(disk.diskId) !== undefined) throw busy();
    if (server.disks.some(({ slot }) => slot === disk.slot)) throw busy();
    server.disks.push(disk);
  }

  async detachDisk(serverId: string, diskId: string): Promise<void> {
    await this.#begin('detachDisk');
    const server = this.#servers.get(serverId);
    if (server?.state !== 'running') return;
    server.disks = server.disks.filter((disk) => disk.diskId !== diskId);
  }

  async disksOf(serverId: string): Promise<readonly AttachedDisk[]> {
    const server = this.#servers.get(serverId);
    return server?.state === 'running' ? [...server.disks] : [];
  }

  async stateOf(serverId: string): Promise<ServerState> {
    return this.#servers.get(serverId)?.state ?? 'stopped';
  }

  async holdings(): Promise<Holdings> {
    const kept = this.#kept ?? [];
    this.#kept = null;
    setImmediate(() => {
      for (const event of kept) this.#tell(event);
    });
    return {
      servers: [...this.#servers].map(([id, { state }]) => ({ id, state })),
      disks: [...this.#disks.keys()],
      bases: [...this.#bases],
    };
  }

  watch(listener: (event: ServerEvent) => void): void {
    this.#listeners.push(listener);
  }

  async readLog(serverId: string, from: number, limit: number): Promise<LogPart> {
    const log = Buffer.from(this.#servers.get(serverId)?.log ?? '');
    const start = from > log.length ? 0 : from;
    return { from: start, bytes: log.subarray(start, start + limit) };
  }

  /** Its other end sends back what comes. */
  async openSerial(serverId: string): Promise<Duplex> {
    const server = this.#running(serverId);
    server.serial?.destroy();
    const [ours, theirs] = duplexPair();
    ours.pipe(ours);
    // A stream of a pair does not end with the other by itself.
    ours.once('close', () => theirs.destroy());
    theirs.once('close', () => ours.destroy());
    server.serial = ours;
    return theirs;
  }

  async openScreen(serverId: string): Promise<Duplex> {
    this.#running(serverId);
    const [ours, theirs] = duplexPair();
    ours.write('RFB 003.008\n');
    theirs.once('close', () => ours.destroy());
    return theirs;
  }

  async close(): Promise<void> {
    for (const { serial } of this.#servers.values()) serial?.destroy();
  }

  async #begin(verb: Verb): Promise<void> {
    await this.#holds.get(verb);
    const failure = this.#failures.get(verb)?.shift();
    if (failure !== undefined) throw failure;
    if (!this.#status.available)
      throw new EngineError('unavailable', this.#status.missing.join(' '));
  }

  #tell(event: ServerEvent): void {
    if (this.#kept !== null) this.#kept.push(event);
    else for (const listener of this.#listeners) listener(event);
  }

  #disk(diskId: string): FakeDisk {
    const disk = this.#disks.get(diskId);
    if (disk === undefined) throw new Error(`there is no disk ${diskId}`);
    return disk;
  }

  #running(serverId: string): FakeServer {
    const server = this.#servers.get(serverId);
    if (server?.state === 'running') return server;
    throw new EngineError('not-running', 'The server does not run.');
  }

  #holderOf(diskId: string): FakeServer | undefined {
    const running = [...this.#servers.values()].filter(({ state }) => state === 'running');
    return running.find(({ disks }) => disks.some((disk) => disk.diskId === diskId));
  }
}

function halt(server: FakeServer): void {
  server.state = 'stopped';
  server.serial?.destroy();
}

function busy(): EngineError {
  return new EngineError('disk-busy', 'A server has the disk.');
}
