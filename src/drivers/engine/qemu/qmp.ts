// QEMU's machine protocol: a line of JSON for each command, answer and event. What comes is from a program that a guest may have taken
// over, so it is read with bounds and believed in nothing but its own state.
import type { Socket } from 'node:net';

export interface QmpEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** QEMU refused a command. */
export class QmpError extends Error {
  override readonly name = 'QmpError';
  /** Such as `DeviceNotFound`; mostly `GenericError`. */
  readonly kind: string;

  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The connection went away, or nothing came in time. */
export class QmpLost extends Error {
  override readonly name = 'QmpLost';
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

interface Message {
  readonly QMP?: unknown;
  readonly id?: unknown;
  readonly return?: unknown;
  readonly error?: { readonly class?: unknown; readonly desc?: unknown };
  readonly event?: unknown;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Characters; the longest answers that we ask for have some thousands. */
const longestLine = 4 * 1024 * 1024;
const usualPatience = 20_000;

export class Qmp {
  /** Resolves when the connection is over. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(event: QmpEvent) => void>();
  readonly #greeted = Promise.withResolvers<void>();
  #over = false;
  #text = '';
  #last = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    const closed = Promise.withResolvers<void>();
    this.closed = closed.promise;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#take(text));
    // Its end says the same.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#over = true;
      const lost = new QmpLost('the connection to QEMU is gone');
      this.#greeted.reject(lost);
      for (const [id, waiting] of this.#waiting) {
        clearTimeout(waiting.timer);
        this.#waiting.delete(id);
        waiting.reject(lost);
      }
      closed.resolve();
    });
  }

  /** Takes a socket that is connected to QEMU's and agrees on the protocol. Errors: QmpLost. */
  static async open(
    socket: Socket,
    listener: (event: QmpEvent) => void,
    milliseconds: number,
  ): Promise<Qmp> {
    const qmp = new Qmp(socket);
    qmp.#listeners.add(listener);
    const timer = setTimeout(() => qmp.end(), milliseconds);
    try {
      await qmp.#greeted.promise;
      await qmp.execute('qmp_capabilities', {}, milliseconds);
      return qmp;
    } catch (error) {
      qmp.end();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Errors: QmpError when QEMU refuses, QmpLost. */
  async execute(
    command: string,
    args: Readonly<Record<string, unknown>> = {},
    milliseconds: number = usualPatience,
  ): Promise<unknown> {
    if (this.#over) throw new QmpLost('the connection to QEMU is gone');
    const id = ++this.#last;
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new QmpLost(`QEMU does not answer to ${command}`));
      }, milliseconds);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
    });
  }

  /** Calls the listener with each event from now on. Returns what ends that. */
  listen(listener: (event: QmpEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  end(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#text += text;
    for (;;) {
      const end = this.#text.indexOf('\n');
      if (end === -1) break;
      const line = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + 1);
      const message = parse(line);
      if (message === null) {
        this.end();
        return;
      }
      this.#sort(message);
    }
    if (this.#text.length > longestLine) this.end();
  }

  #sort(message: Message): void {
    if (message.QMP !== undefined) this.#greeted.resolve();
    if (typeof message.event === 'string') {
      const event = { event: message.event, data: message.data ?? {} };
      for (const listener of this.#listeners) listener(event);
      return;
    }
    const waiting = typeof message.id === 'number' ? this.#waiting.get(message.id) : undefined;
    if (waiting === undefined) return;
    this.#waiting.delete(Number(message.id));
    clearTimeout(waiting.timer);
    if (message.error === undefined) waiting.resolve(message.return);
    else waiting.reject(new QmpError(String(message.error.class), String(message.error.desc)));
  }
}

function parse(line: string): Message | null {
  if (line.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? value : null;
  } catch {
    // Not the protocol: whoever speaks there is not to be listened to.
    return null;
  }
}
