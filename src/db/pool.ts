// The one pool of connections, and how values come out of it: timestamps as ISO 8601 text in UTC, bigint as a safe number.
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { connectionsOf } from './connections.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;
/** Either: for queries that may run inside or outside a transaction. */
export type DbOrTx = Db | Tx;

const timestamptz: number = pg.types.builtins.TIMESTAMPTZ;
const int8: number = pg.types.builtins.INT8;

/** PostgreSQL's `2026-01-31 08:00:00.12345+00` (the session is in UTC, zeros at the end are left out) → `2026-01-31T08:00:00.123450Z`. */
function isoTimestamp(text: string): string {
  const [time = '', fraction] = text.slice(11).replace(/\+00$/, '').split('.');
  const exact = fraction === undefined ? time : `${time}.${fraction.padEnd(6, '0')}`;
  return `${text.slice(0, 10)}T${exact}Z`;
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${text}`);
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === timestamptz) return isoTimestamp;
    if (oid === int8) return safeInteger;
    return pg.types.getTypeParser(oid, format);
  },
};

/**
 * Opens the pool. `onError` hears of connections that die while idle (a restarted server); the pool replaces them by itself.
 */
export function openPool(
  connection: pg.PoolConfig,
  size: number,
  onError: (error: Error) => void,
): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max: size,
    types,
    // Statements are sent without waiting for the answers of those before: see connections.ts.
    pipeline: true,
    application_name: 'accord',
    options: '-c timezone=UTC -c datestyle=ISO',
  });
  pool.on('error', onError);
  // While a connection is in use its query fails too, and that is where the failure is handled.
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

export function openDatabase(pool: pg.Pool): Db {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: connectionsOf(pool) }) });
}
