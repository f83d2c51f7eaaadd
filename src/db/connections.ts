// The pool as Kysely wants it. Kysely's way with a connection (take one, begin, one statement after the other, commit, give it back) costs a round trip
// for each; here they take as few as the answers allow.
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { SharedConnections } from './shared-connections.ts';
import { nameOf, readRequest, type Question } from './question.ts';

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

/** What Kysely takes for a connection, for one statement or one transaction. A real one is taken when a statement needs it. */
class Session {
  readonly #pool: pg.Pool;
  readonly #shared: SharedConnections;
  #client: pg.PoolClient | null = null;
  /** What goes with the next statement. */
  #ahead: pg.QueryConfig[] = [];

  constructor(pool: pg.Pool, shared: SharedConnections) {
    this.#pool = pool;
    this.#shared = shared;
  }

  async query(text: string, values: readonly unknown[]): Promise<Result> {
    const { kind, questions } = readRequest(text, values);
    const statements = questions.map(configOf);
    if (kind === 'ahead') {
      this.#ahead.push(...statements);
      return nothing;
    }
    if (text === 'rollback') this.#ahead = [];
    if (this.#client === null && this.#isUnstarted(text)) {
      this.#ahead = [];
      return nothing;
    }
    const results = await this.#send(statements);
    const [first] = results;
    if (kind === 'one' && first !== undefined) return first;
    return { ...nothing, rows: results.map(({ rows }) => rows) };
  }

  release(destroy?: boolean): void {
    this.#client?.release(destroy);
  }

  /** True at the end of a transaction that came to nothing. */
  #isUnstarted(text: string): boolean {
    return text === 'rollback' || (text === 'commit' && this.#ahead.length === 1);
  }

  /** Sends what waits and then these, in one write; fails as the first of them that does. */
  async #send(statements: readonly pg.QueryConfig[]): Promise<pg.QueryResult[]> {
    const alone = this.#client === null && this.#ahead.length === 0;
    if (alone && statements.every(({ name }) => name !== undefined)) {
      return await Promise.all(statements.map(async (each) => await this.#shared.query(each)));
    }
    const client = (this.#client ??= await this.#pool.connect());
    const waiting = this.#ahead.splice(0);
    const { stream } = client.connection;
    stream.cork();
    const answers = [...waiting, ...statements].map(async (each) => await client.query(each));
    stream.uncork();
    return (await Promise.all(answers)).slice(waiting.length);
  }
}

function configOf({ text, values }: Question<unknown>): pg.QueryConfig {
  const name = nameOf(text);
  return { ...(name === undefined ? {} : { name }), text, values: [...values] };
}
