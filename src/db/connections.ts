// The pool as Kysely wants it. Kysely's way with a connection (take one, begin, one statement after the other, commit, give it back) costs a round trip
// for each; here they take as few as the answers allow.
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { SharedConnections } from './shared-connections.ts';
import { ahead, nameOf, type Question, type Sent } from './question.ts';

/** The pool's clients must be in pipeline mode. */
export function connectionsOf(pool: pg.Pool): PostgresPool {
  const shared = new SharedConnections(pool);
  return {
    options: pool.options,
    end: async () => await pool.end(),
    connect: async () => sessionOf(new Session(pool, shared)),
  };
}

function sessionOf(session: Session): PostgresPoolClient {
  return {
    query(text: unknown, values: readonly unknown[] = []): never {
      if (typeof text !== 'string') throw new TypeError('cursors are not served');
      // Kysely's type has two forms of this; it calls the one with a text.
      return session.query(text, values) as never;
    },
    release: (destroy) => session.release(destroy),
  };
}

type Result = Pick<pg.QueryResult<object>, 'command' | 'rowCount' | 'rows'>;

const nothing: Result = { command: 'SELECT', rowCount: 0, rows: [] };

interface Waiting {
  readonly statement: pg.QueryConfig;
  readonly answer: PromiseWithResolvers<pg.QueryResult>;
}

/** What Kysely takes for a connection, for one statement or one transaction. A real one is taken when a statement needs it. */
class Session {
  readonly #pool: pg.Pool;
  readonly #shared: SharedConnections;
  #client: pg.PoolClient | null = null;
  /** What goes with the next statement; first of all a transaction's `begin`. */
  #ahead: Waiting[] = [];

  constructor(pool: pg.Pool, shared: SharedConnections) {
    this.#pool = pool;
    this.#shared = shared;
  }

  async query(text: string, values: readonly unknown[]): Promise<Result> {
    if (text === 'begin' || text === ahead) {
      const [question] = text === ahead ? values : [{ text, values }];
      const sent = this.#hold(question as Question<object>);
      return { ...nothing, rows: [sent] };
    }
    if (text === 'rollback') this.#giveUp();
    // The end of a transaction that came to nothing.
    if (this.#client === null && /^(rollback|commit)$/.test(text) && this.#ahead.length <= 1) {
      this.#giveUp();
      return nothing;
    }
    return await this.#send(configOf({ text, values }));
  }

  release(destroy?: boolean): void {
    this.#client?.release(destroy);
  }

  #hold(question: Question<object>): Sent<object> {
    const answer = this.#wait(configOf(question));
    return {
      rows: async () => {
        if (this.#ahead.length > 0) await this.#sendAhead();
        return (await answer).rows as object[];
      },
    };
  }

  #wait(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    const answer = Promise.withResolvers<pg.QueryResult>();
    // Whoever sends it is told of a failure; nobody need ask again.
    answer.promise.catch(() => undefined);
    this.#ahead.push({ statement, answer });
    return answer.promise;
  }

  #giveUp(): void {
    for (const { answer } of this.#ahead.splice(0)) {
      answer.reject(new Error('the transaction was given up'));
    }
  }

  async #send(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    if (this.#client === null && this.#ahead.length === 0 && statement.name !== undefined) {
      return await this.#shared.query(statement);
    }
    const answer = this.#wait(statement);
    await this.#sendAhead();
    return await answer;
  }

  /** Sends all that waits, in one write; fails as the first of them that does. */
  async #sendAhead(): Promise<void> {
    const client = (this.#client ??= await this.#pool.connect());
    const { stream } = client.connection;
    stream.cork();
    const answers = this.#ahead.splice(0).map(async ({ statement, answer }) => {
      answer.resolve(client.query(statement));
      await answer.promise;
    });
    stream.uncork();
    await Promise.all(answers);
  }
}

function configOf({ text, values }: Question<unknown>): pg.QueryConfig {
  const name = nameOf(text);
  return { ...(name === undefined ? {} : { name }), text, values: [...values] };
}
