import type { Db } from '../../../db/pool.ts';
import type { Context } from '../../context.ts';
import type { SessionRow } from './queries.ts';

/**
 * What tokens were worth when it was last read, each with the version of the identity tables that it was read at. It says nothing by itself: whoever
 * takes something from here asks the database for the version of now first (ADR 10).
 */
export class KnownSessions {
  readonly #largest: number;
  readonly #rows = new Map<string, SessionRow>();

  /** @param largest how many are kept; the one that was read longest ago makes room */
  constructor(largest: number) {
    this.#largest = largest;
  }

  get(key: string): SessionRow | undefined {
    return this.#rows.get(key);
  }

  /** undefined: it is worth nothing any more. */
  set(key: string, row: SessionRow | undefined): void {
    this.#rows.delete(key);
    if (row === undefined) return;
    this.#rows.set(key, row);
    const [oldest = key] = this.#rows.keys();
    if (this.#rows.size > this.#largest) this.#rows.delete(oldest);
  }
}

const known = new WeakMap<Db, KnownSessions>();

/** Those that were read of this database. */
export function knownSessionsOf({ db, settings }: Context): KnownSessions {
  let sessions = known.get(db);
  if (sessions === undefined) {
    sessions = new KnownSessions(settings.knownSessions);
    known.set(db, sessions);
  }
  return sessions;
}
