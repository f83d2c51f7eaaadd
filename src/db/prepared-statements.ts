// Statements that run at every request are prepared once a connection: PostgreSQL takes several times longer to plan them than to
// run them. A statement asks for it by starting with `prepared`, and should have few different texts: each is kept by every connection.
import { createHash } from 'node:crypto';
import {
  sql,
  type PostgresCursor,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import type pg from 'pg';

const mark = '/* prepared */';

/** The start of a statement that is to be prepared; a builder takes it by `modifyFront`. */
export const prepared = sql.raw(mark);

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('hex').slice(0, 32);
    names.set(text, name);
  }
  return name;
}

/** The pool as Kysely wants it, with marked statements sent by name. */
export function preparingPool(pool: pg.Pool): PostgresPool {
  // Kysely knows a connection again by its object.
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: async () => await pool.end(),
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? preparingClient(client);
      clients.set(client, known);
      return known;
    },
  };
}

function preparingClient(client: pg.PoolClient): PostgresPoolClient {
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('cursors are not served');
    const name = text.startsWith(mark) ? { name: nameOf(text) } : {};
    return client.query({ ...name, text, values: [...values] });
  }
  return { query, release: (destroy) => client.release(destroy) };
}
