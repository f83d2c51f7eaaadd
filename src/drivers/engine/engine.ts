// What runs servers and keeps their disks. The domain decides which servers and disks there are and keeps their rows; an engine makes them
// real. Ids are dashed UUIDs that the domain chose. Every verb that makes or ends something may be called again after a crash: it finds
// what an earlier call has left and finishes it. A rejected promise is an EngineError when the reason is one that a person can act on.
import type { Duplex } from 'node:stream';

export type Firmware = 'bios' | 'uefi';
export type Architecture = 'x86_64' | 'aarch64';
export type Accelerator = 'kvm' | 'tcg';

/** The bytes that a disk begins with: a blob, never written to. */
export interface DiskBase {
  /** SHA-256 of the blob, its name here. */
  readonly digest: string;
  /** What the blob was recognised as. Always said to tools, never left for them to find out. */
  readonly format: 'raw' | 'qcow2' | 'vhd' | 'vhdx' | 'vmdk' | 'vdi';
  /** Puts the blob's bytes into a new file that nobody writes to: by a second name where the file system has them, else as a copy. */
  readonly bring: (file: string) => Promise<void>;
}

export interface NewDisk {
  readonly id: string;
  /** At least the base's virtual size. */
  readonly bytes: number;
  /** null: empty. */
  readonly base: DiskBase | null;
}

/** What a guest reads of itself at its first start: the files of a NoCloud data source. */
export interface Seed {
  readonly metaData: string;
  readonly userData: string;
}

export interface AttachedDisk {
  readonly diskId: string;
  /** 0: the system disk, which it starts from. The guest sees disks in the order of their slots. */
  readonly slot: number;
}

/** Everything that one run of a server needs; nothing of it is remembered between runs but the disks. */
export interface ServerPlan {
  readonly id: string;
  readonly vcpus: number;
  /** MiB. */
  readonly memory: number;
  readonly architecture: Architecture;
  readonly firmware: Firmware;
  readonly disks: readonly AttachedDisk[];
  readonly seed: Seed;
  /** Six hex pairs, lower case. */
  readonly mac: string;
  /** The port of 127.0.0.1 that leads to the guest's port 22. */
  readonly sshPort: number;
}

export type ServerState = 'running' | 'stopped';

/** What a server does without being asked. */
export type ServerEvent =
  /** The guest switched itself off. */
  | { readonly kind: 'stopped'; readonly serverId: string }
  /** It ended otherwise; `reason` is one line for a person. */
  | { readonly kind: 'died'; readonly serverId: string; readonly reason: string }
  /** A write failed for want of space: the guest is halted, and goes on when it is run again. */
  | { readonly kind: 'disk-full'; readonly serverId: string };

export type EngineErrorCode =
  /** What the engine needs is not on this machine; the message says what to run. */
  | 'unavailable'
  /** No space is left for disks. */
  | 'no-space'
  /** The port for ssh is somebody else's. */
  | 'port-taken'
  /** The machine has not the memory. */
  | 'no-memory'
  /** The server did not start; the message is what its program said last. */
  | 'not-started'
  /** The guest keeps the disk busy, or did not let go of it in time. */
  | 'disk-busy'
  /** The base cannot be read as what it is said to be. */
  | 'bad-base'
  /** This engine cannot do that, such as another architecture. */
  | 'unsupported'
  /** The server is not running. */
  | 'not-running';

export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }
}

/** How an engine keeps guests apart from the machine, as it is in force, for the operator. */
export interface Confinement {
  /** `own`: each server runs as a user of the system of its own; `shared`: all as Accord's own, which is no root. */
  readonly user: 'own' | 'shared';
  /** System calls are filtered. */
  readonly sandbox: boolean;
  /** Open files, core dumps and processes are limited. */
  readonly limits: boolean;
  /** Memory and processor time are limited by a control group. */
  readonly controlGroup: boolean;
  /** Guests reach neither the machine nor the network nor each other. */
  readonly network: boolean;
}

export interface EngineStatus {
  /** False: servers and disks cannot be made; `missing` says why. */
  readonly available: boolean;
  /** One line for a person for each thing that is missing. */
  readonly missing: readonly string[];
  /** The program and its version, such as `QEMU 7.2.22`. */
  readonly version: string | null;
  readonly accelerator: Accelerator | null;
  readonly architectures: readonly Architecture[];
  readonly firmwares: readonly Firmware[];
  readonly confinement: Confinement;
}

/** Where the bytes of one disk go, as a qcow2 file without a base that was not there before. */
export interface DiskCopy {
  readonly diskId: string;
  readonly file: string;
}

export interface CopyOptions {
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly progress: (done: number) => void;
}

/** A part of a serial console's log. */
export interface LogPart {
  readonly from: number;
  readonly bytes: Buffer;
}

/** What an engine has on its hands, for finding what nobody knows of any more. */
export interface Holdings {
  readonly servers: readonly { readonly id: string; readonly state: ServerState }[];
  readonly disks: readonly string[];
  /** Digests of bases. */
  readonly bases: readonly string[];
}

export interface Engine {
  readonly name: 'qemu' | 'fake';
  status(): Promise<EngineStatus>;
  /**
   * Makes a disk; copies nothing of a raw or qcow2 base, whatever its size. On return it survives a power loss. A disk that is there
   * already stays as it is. Errors: no-space, bad-base, unavailable.
   */
  makeDisk(disk: NewDisk): Promise<void>;
  /** Makes a disk larger, also while a running server has it; never smaller. Errors: no-space. */
  growDisk(diskId: string, bytes: number, serverId: string | null): Promise<void>;
  /** Removes a disk; missing is fine. It must be attached to nothing that runs. */
  dropDisk(diskId: string): Promise<void>;
  /** Removes what is kept of a base that no disk needs any more; missing is fine. */
  dropBase(digest: string): Promise<void>;
  /**
   * Copies disks as they are at one instant: of a running server without stopping the guest for longer than a moment, of a server that
   * does not run, or of disks that nobody has (`serverId` null). Files that were begun are removed when it fails. Errors: no-space.
   */
  copyDisks(
    serverId: string | null,
    copies: readonly DiskCopy[],
    options: CopyOptions,
  ): Promise<void>;
  /** Starts a server; resolves once it runs. One that runs already, or is halted by a full disk, goes on. Errors: as the codes say. */
  runServer(plan: ServerPlan): Promise<void>;
  /** Asks the guest to switch off, and switches it off when it has not after that many seconds; 0: at once. Not running is fine. */
  stopServer(serverId: string, graceSeconds: number): Promise<void>;
  /** As a press of the reset button. Errors: not-running. */
  resetServer(serverId: string): Promise<void>;
  /** Ends a server and removes all that is its own, its log too, but not its disks; missing is fine. */
  dropServer(serverId: string): Promise<void>;
  /** Plugs a disk into a running server; nothing to do when it has it, or does not run. Errors: disk-busy, not-running. */
  attachDisk(serverId: string, disk: AttachedDisk): Promise<void>;
  /** Unplugs a disk from a running server, once the guest lets go of it; nothing to do when it has it not. Errors: disk-busy. */
  detachDisk(serverId: string, diskId: string): Promise<void>;
  /** Those that a running server has; none of one that does not run. */
  disksOf(serverId: string): Promise<readonly AttachedDisk[]>;
  stateOf(serverId: string): Promise<ServerState>;
  holdings(): Promise<Holdings>;
  /** Tells what servers do, also those that were running when this process started, from the first call of `holdings` on. */
  watch(listener: (event: ServerEvent) => void): void;
  /**
   * Bytes of the serial console's log from an offset, at most `limit`, with the offset that they really begin at: 0 when the log has begun
   * anew since, as it does at each run and when it has grown long. Go on at `from` plus their length. Empty: no more for now.
   */
  readLog(serverId: string, from: number, limit: number): Promise<LogPart>;
  /** The serial console, as if plugged in: one at a time, a second one ends the first. Errors: not-running. */
  openSerial(serverId: string): Promise<Duplex>;
  /** The screen: a connection that speaks RFB (VNC). Errors: not-running. */
  openScreen(serverId: string): Promise<Duplex>;
  /** Lets go of everything; servers run on. */
  close(): Promise<void>;
}
