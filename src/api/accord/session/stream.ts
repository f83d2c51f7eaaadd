// Server-sent events: what changes in the projects of whoever is signed in, as it happens.
import { ChangeFeed, type Change as FeedChange } from '../../../domain/events/change-feed.ts';
import { actAsUser } from '../../../domain/identity/act-as-user.ts';
import { selectProjectsWithRole } from '../../../domain/identity/projects/queries.ts';
import { Fault } from '../../../domain/fault.ts';
import { route, type Answer, type Call, type Route } from '../../http/route.ts';
import { credentialsOf } from '../caller.ts';
import { base } from '../route.ts';
import type { Change } from './schema.ts';

/** Keeps intermediaries from taking the stream for dead, and finds out that the session is. */
const pingMilliseconds = 15_000;
const retryMilliseconds = 2000;

export interface StreamRoutes {
  readonly routes: readonly Route[];
  /** Ends all streams. */
  readonly close: () => void;
}

export function streamRoutes(): StreamRoutes {
  const feed = new ChangeFeed();
  const open = new Set<Stream>();
  const routes = [
    route({
      method: 'GET',
      path: `${base}/session/stream`,
      document: {
        tag: 'session',
        summary:
          'Server-sent events of all projects of the user: `change` with a Change as its data, `end` when the session has ended.',
        status: 200,
        mediaType: { answer: 'text/event-stream' },
      },
      async handle(call): Promise<Answer> {
        const stream = new Stream(call);
        open.add(stream);
        call.reply.raw.once('close', () => open.delete(stream));
        await stream.follow(feed);
        return 'sent';
      },
    }),
  ];
  return {
    routes,
    close: () => {
      for (const stream of open) stream.end();
    },
  };
}

class Stream {
  readonly #call: Call;
  /** What is to be sent goes out one after the other. */
  #last: Promise<void> = Promise.resolve();

  constructor(call: Call) {
    this.#call = call;
  }

  /** Sends changes until the client goes, the session ends or `end` is called. */
  async follow(feed: ChangeFeed): Promise<void> {
    const { context, reply } = this.#call;
    const response = reply.raw;
    const stop = await feed.listen(context.db, {
      onChanges: (changes) => this.#queue(async () => await this.#send(changes)),
      onLost: (error) => {
        reply.log.error(error);
        this.end();
      },
    });
    reply.hijack();
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write(`retry: ${retryMilliseconds}\n\n`);
    const ping = setInterval(() => this.#queue(async () => await this.#ping()), pingMilliseconds);
    response.once('close', () => {
      clearInterval(ping);
      stop();
    });
  }

  end(): void {
    this.#call.reply.raw.end();
  }

  #queue(work: () => Promise<void>): void {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      if (error instanceof Fault) {
        // Signed out, disabled, or out of time: the client need not come back.
        this.#call.reply.raw.end('event: end\ndata: {}\n\n');
        return;
      }
      this.#call.reply.log.error(error);
      this.end();
    });
  }

  /** Only what the user may see at this moment. */
  async #send(changes: readonly FeedChange[]): Promise<void> {
    const { context, reply } = this.#call;
    if (reply.raw.writableEnded) return;
    const { userId } = await this.#actor();
    const held = new Set((await selectProjectsWithRole(context.db, userId)).map(({ id }) => id));
    const lines = changes.flatMap(({ action, imageId, projectIds }) =>
      projectIds
        .filter((projectId) => held.has(projectId))
        .map((projectId) => ({ projectId, action, imageId }) satisfies Change)
        .map((change) => `event: change\ndata: ${JSON.stringify(change)}\n\n`),
    );
    if (lines.length > 0) reply.raw.write(lines.join(''));
  }

  async #ping(): Promise<void> {
    await this.#actor();
    if (!this.#call.reply.raw.writableEnded) this.#call.reply.raw.write(': ping\n\n');
  }

  /** Throws `unauthenticated` once the session has ended. */
  async #actor() {
    const { context, reply, requestId } = this.#call;
    return await actAsUser(context, credentialsOf(reply.request)?.token ?? null, requestId);
  }
}
