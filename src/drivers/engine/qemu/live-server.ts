// A server whose program runs: the connection to it, made again when it is lost as long as the program lives.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { waitUntilGone } from '../../../lib/process-state.ts';
import { connectIn, type Cell } from './cell.ts';
import { Qmp, QmpLost, type QmpEvent } from './qmp.ts';
import { inServerCell } from './server-command.ts';
import type { Run, ServerFiles } from './server-files.ts';
import { stillRuns } from './server-process.ts';

/** How long an answer to the first words may take. */
const patience = 10_000;

/** Who wants to know of a server. */
export interface Hearer {
  event(event: QmpEvent): void;
  /** There is a connection again: what happened in between was not heard. */
  reconnected(): void;
}

export class LiveServer {
  readonly files: ServerFiles;
  readonly cell: Cell;
  readonly process: NonNullable<Run['process']>;
  /** null: it was started by an earlier process. */
  readonly child: ChildProcess | null;
  /** Resolves when the program is gone; not when it was let go of. */
  readonly gone: Promise<void>;
  /** Resolves when it is no longer watched, because it has ended and was put away. */
  readonly over = Promise.withResolvers<void>();
  /** Somebody asked it to stop: that it does is no news. */
  stopAsked = false;
  /** It is halted since a disk is full, which was told. */
  halted = false;
  readonly #hearer: Hearer;
  readonly #reached = Promise.withResolvers<void>();
  #qmp: Qmp | null;
  #letGo = false;

  /** Goes on with a connection to a program that runs, or makes one when there is none yet. */
  constructor(
    {
      files,
      cell,
      process,
      child,
      qmp,
    }: Pick<LiveServer, 'files' | 'cell' | 'process' | 'child'> & { readonly qmp: Qmp | null },
    hearer: Hearer,
  ) {
    this.files = files;
    this.cell = cell;
    this.process = process;
    this.child = child;
    this.#qmp = qmp;
    this.#hearer = hearer;
    const gone = Promise.withResolvers<void>();
    this.gone = gone.promise;
    void this.#follow().then((over) => {
      if (over) gone.resolve();
    }, gone.reject);
  }

  get id(): string {
    return this.files.id;
  }

  /** Asks QEMU. Errors: QmpError, QmpLost. */
  async ask(
    command: string,
    args?: Readonly<Record<string, unknown>>,
    milliseconds?: number,
  ): Promise<unknown> {
    if (this.#qmp === null) throw new QmpLost('there is no connection to QEMU');
    return await this.#qmp.execute(command, args, milliseconds);
  }

  /** Such as `running`, `paused`, `prelaunch`, `io-error`, `shutdown`. */
  async status(): Promise<string> {
    const answer = (await this.ask('query-status')) as { status?: unknown };
    return String(answer.status);
  }

  /** Calls the listener with each event from now on, until the connection is lost. Returns what ends that. */
  listen(listener: (event: QmpEvent) => void): () => void {
    if (this.#qmp === null) throw new QmpLost('there is no connection to QEMU');
    return this.#qmp.listen(listener);
  }

  /** Ends the connection; the program runs on. */
  letGo(): void {
    this.#letGo = true;
    this.#qmp?.end();
  }

  /** Resolves once there has been a connection, at the latest after so many milliseconds. */
  async reached(milliseconds: number): Promise<void> {
    await Promise.race([
      this.#reached.promise,
      this.gone,
      delay(milliseconds, undefined, { ref: false }),
    ]);
  }

  /** The signal that ended the program; null when there was none, or when nobody can tell since another process had started it. */
  async signal(): Promise<NodeJS.Signals | null> {
    if (this.child === null) return null;
    // Its end is seen by others a moment before it is reported here.
    if (this.child.exitCode === null && this.child.signalCode === null)
      await once(this.child, 'exit');
    return this.child.signalCode;
  }

  /** True: the program is gone. False: it was let go of. */
  async #follow(): Promise<boolean> {
    for (;;) {
      if (this.#qmp !== null) {
        await this.#qmp.closed;
        this.#qmp = null;
        // A program that ends closes its connection a moment before.
        if (!this.#letGo) await waitUntilGone(this.process.pid, 200);
      }
      if (this.#letGo) return false;
      if (!(await stillRuns(this.process))) return true;
      this.#qmp = await this.#connect();
      if (this.#qmp === null) {
        await delay(250);
      } else {
        this.#reached.resolve();
        this.#hearer.reconnected();
      }
    }
  }

  async #connect(): Promise<Qmp | null> {
    try {
      const qmp = await connectQmp(this.cell, (event) => this.#hearer.event(event));
      if (!this.#letGo) return qmp;
      qmp.end();
    } catch {
      // It may be ending, or be stopped; it is asked again until it is gone.
    }
    return null;
  }
}

/** Connects to the program that runs in a cell. */
export async function connectQmp(cell: Cell, listener: (event: QmpEvent) => void): Promise<Qmp> {
  return await Qmp.open(await connectIn(cell, inServerCell.qmp), listener, patience);
}
