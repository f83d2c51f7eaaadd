// MD5 beside the main thread. Glance's `checksum` wants it, and it is slower than everything else an upload does, so one worker thread
// computes it for all uploads of the process.
import { Worker } from 'node:worker_threads';

export type Md5Request =
  | { readonly stream: number; readonly bytes: SharedArrayBuffer; readonly length: number }
  | { readonly stream: number; readonly end: true }
  | { readonly stream: number; readonly drop: true };
/** `md5` is null after bytes, and the digest in hex at the end. */
export interface Md5Reply {
  readonly stream: number;
  readonly md5: string | null;
}

interface Waiting {
  resolve(reply: Md5Reply): void;
  reject(error: Error): void;
}

interface SharedWorker {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting[]>;
  /** Requests without a reply yet. */
  asked: number;
}

let shared: SharedWorker | null = null;
let streams = 0;

/** The thread keeps the process alive only while somebody waits for a reply. */
function sharedWorker(): SharedWorker {
  if (shared !== null) return shared;
  const worker = new Worker(new URL('./md5-worker.ts', import.meta.url));
  const waiting = new Map<number, Waiting[]>();
  const mine: SharedWorker = { worker, waiting, asked: 0 };
  shared = mine;
  worker.on('message', (reply: Md5Reply) => {
    mine.asked -= 1;
    if (mine.asked === 0) worker.unref();
    waiting.get(reply.stream)?.shift()?.resolve(reply);
  });
  const fail = (error: Error): void => {
    if (shared === mine) shared = null;
    for (const queue of waiting.values()) for (const each of queue) each.reject(error);
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`the MD5 thread ended with code ${code}`)));
  // After the listeners: adding one makes the thread keep the process alive again.
  worker.unref();
  return mine;
}

/** The MD5 of one stream. Use one at a time from one place: replies come back in the order of the calls. */
export class Md5Stream {
  readonly #stream: number;
  readonly #worker: SharedWorker;

  constructor() {
    this.#stream = streams++;
    this.#worker = sharedWorker();
    this.#worker.waiting.set(this.#stream, []);
  }

  /** Hashes the first `length` bytes, which must stay as they are until the promise is kept. */
  async update(bytes: SharedArrayBuffer, length: number): Promise<void> {
    await this.#ask({ stream: this.#stream, bytes, length });
  }

  /** The digest in hex; ends the stream. */
  async digest(): Promise<string> {
    const { md5 } = await this.#ask({ stream: this.#stream, end: true });
    this.#worker.waiting.delete(this.#stream);
    if (md5 === null) throw new Error('the MD5 thread answered out of order');
    return md5;
  }

  /** Ends the stream without a digest. */
  drop(): void {
    this.#worker.waiting.delete(this.#stream);
    this.#worker.worker.postMessage({ stream: this.#stream, drop: true } satisfies Md5Request);
  }

  async #ask(request: Md5Request): Promise<Md5Reply> {
    const queue = this.#worker.waiting.get(this.#stream);
    if (queue === undefined) throw new Error('the MD5 thread has ended');
    return await new Promise<Md5Reply>((resolve, reject) => {
      queue.push({ resolve, reject });
      this.#worker.asked += 1;
      this.#worker.worker.ref();
      this.#worker.worker.postMessage(request);
    });
  }
}
