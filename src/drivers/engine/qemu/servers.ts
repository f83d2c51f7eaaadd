// The servers that run, and what becomes of them: found again at the start, watched, put away when they end.
import { EngineError, type ServerPlan } from '../engine.ts';
import { cancelCopies } from './copy-live.ts';
import { putBack, switchOff, whyItDied } from './end-run.ts';
import { cutLog } from './guest-log.ts';
import type { Host } from './host.ts';
import type { InTurn } from './in-turn.ts';
import { LiveServer, type Hearer } from './live-server.ts';
import type { News } from './news.ts';
import { takeBackUnplugged } from './plug-disk.ts';
import { QmpLost, type QmpEvent } from './qmp.ts';
import { listServers, ServerFiles, type End, type Run } from './server-files.ts';
import { stillRuns } from './server-process.ts';
import { startServer } from './start-server.ts';

/** How often the logs are looked at, in milliseconds. */
const logPause = 5000;

export class Servers {
  readonly #host: Host;
  readonly #turns: InTurn;
  readonly #news: News;
  readonly #live = new Map<string, LiveServer>();
  readonly #timer: NodeJS.Timeout;

  /** `turns`: what is done to one server is done in its turn, by its id. */
  constructor(host: Host, turns: InTurn, news: News) {
    this.#host = host;
    this.#turns = turns;
    this.#news = news;
    this.#timer = setInterval(() => this.#cutLogs(), logPause);
    this.#timer.unref();
  }

  get(serverId: string): LiveServer | undefined {
    return this.#live.get(serverId);
  }

  /** The running server that has the disk. */
  holderOf(diskId: string): LiveServer | undefined {
    const holder = this.#host.runs.holderOf(diskId);
    return holder === undefined ? undefined : this.#live.get(holder);
  }

  /** Finds what an earlier process has left: goes on with servers that run, puts away what has ended or never began. */
  async recover(): Promise<void> {
    for (const id of await listServers(this.#host.folders)) {
      const files = new ServerFiles(this.#host.folders, id);
      const run = this.#host.runs.get(id);
      if (run !== undefined) await this.#recoverRun(files, run);
      // Told at each start until somebody acts on the server: who was told first may have ended before it took note.
      const end = await files.end();
      if (end !== null && !this.#live.has(id)) this.#tell(id, end);
    }
  }

  /** Starts a server, or lets one go on that is halted. In its turn. */
  async start(plan: ServerPlan): Promise<void> {
    const server = this.#live.get(plan.id);
    if (server !== undefined && (await this.#goOn(server))) return;
    const files = new ServerFiles(this.#host.folders, plan.id);
    await putBack(this.#host, files);
    this.#watch(await startServer(this.#host, files, plan, this.#hearer(plan.id)));
  }

  /** Switches a server off at once; not running is fine. In its turn. */
  async switchOff(serverId: string): Promise<void> {
    const server = this.#live.get(serverId);
    const files = new ServerFiles(this.#host.folders, serverId);
    if (server !== undefined) {
      await switchOff(this.#host, server);
      this.#forget(server);
    }
    await putBack(this.#host, files);
    await files.forgetEnd();
  }

  /** Lets go of all servers; they run on. */
  close(): void {
    clearInterval(this.#timer);
    for (const server of this.#live.values()) server.letGo();
  }

  async #recoverRun(files: ServerFiles, run: Run): Promise<void> {
    const known = run.bootId === this.#host.bootId && run.ending !== true ? run.process : null;
    if (known === null) {
      await putBack(this.#host, files);
    } else if (await stillRuns(known)) {
      const cell = { folder: files.cell, user: run.user };
      const found = { files, cell, process: known, child: null, qmp: null };
      const server = new LiveServer(found, this.#hearer(files.id));
      this.#watch(server);
      await server.reached(logPause);
    } else {
      await files.keepEnd({ kind: 'died', reason: await whyItDied(files, null) });
      await putBack(this.#host, files);
    }
  }

  #watch(server: LiveServer): void {
    this.#live.set(server.id, server);
    void server.gone.then(() =>
      this.#later(server.id, async () => {
        if (this.#live.get(server.id) !== server) return;
        const signal = await server.signal();
        await this.#putAway(server, {
          kind: 'died',
          reason: await whyItDied(server.files, signal),
        });
      }),
    );
  }

  #hearer(serverId: string): Hearer {
    const withServer = (work: (server: LiveServer) => Promise<void>): void =>
      this.#later(serverId, async () => {
        const server = this.#live.get(serverId);
        if (server !== undefined) await work(server);
      });
    return {
      event: ({ event, data }: QmpEvent) => {
        if (event === 'STOP' || (event === 'SHUTDOWN' && data['guest'] === true)) {
          withServer(async (server) => void (await this.#look(server)));
        }
        if (event === 'DEVICE_DELETED' && typeof data['device'] === 'string') {
          withServer(async (server) => await takeBackUnplugged(this.#host, server));
        }
      },
      reconnected: () =>
        withServer(async (server) => {
          if (!(await this.#look(server))) return;
          await cancelCopies(server);
          await takeBackUnplugged(this.#host, server);
        }),
    };
  }

  /** Sees how a server is that has stopped or was not heard of for a while. False: it is put away. In its turn. */
  async #look(server: LiveServer): Promise<boolean> {
    const status = await server.status();
    if (status === 'shutdown') {
      await this.#putAway(server, { kind: 'stopped' });
      return false;
    }
    if (status === 'internal-error') {
      await this.#putAway(server, {
        kind: 'died',
        reason: 'The machine cannot run what its guest does.',
      });
      return false;
    }
    if (status === 'io-error' && !server.halted) {
      server.halted = true;
      this.#news.tell({ kind: 'disk-full', serverId: server.id });
    }
    return true;
  }

  /** True: it goes on. False: it had ended, and is put away. */
  async #goOn(server: LiveServer): Promise<boolean> {
    const status = await server.status();
    if (status === 'shutdown' || status === 'internal-error') {
      await this.switchOff(server.id);
      return false;
    }
    server.stopAsked = false;
    server.halted = false;
    if (status !== 'running') await server.ask('cont');
    return true;
  }

  async #putAway(server: LiveServer, end: End): Promise<void> {
    if (!server.stopAsked) await server.files.keepEnd(end);
    await switchOff(this.#host, server);
    this.#forget(server);
    if (!server.stopAsked) this.#tell(server.id, end);
  }

  #forget(server: LiveServer): void {
    server.letGo();
    if (this.#live.get(server.id) === server) this.#live.delete(server.id);
    server.over.resolve();
  }

  #tell(serverId: string, end: End): void {
    this.#news.tell({ ...end, serverId });
  }

  /** Does in the server's turn what nobody waits for. */
  #later(serverId: string, work: () => Promise<void>): void {
    this.#turns.run(serverId, work).catch((error: unknown) => {
      // The program has gone meanwhile: that is heard of in another way.
      if (error instanceof QmpLost) return;
      this.#host.log(
        `Server ${serverId}: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  }

  #cutLogs(): void {
    for (const { id, files } of this.#live.values()) {
      this.#later(id, async () => {
        await cutLog(files.serialLog);
        await cutLog(files.errorsLog);
      });
    }
  }
}

/** The server, or the fault that it does not run. */
export function running(server: LiveServer | undefined): LiveServer {
  if (server === undefined) throw new EngineError('not-running', 'The server does not run.');
  return server;
}
