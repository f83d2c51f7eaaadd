// What changes, told to those who listen while they listen. As long as somebody does, one statement twice a second reads the audit trail on
// from where it ended before. It goes by transaction, not by id: ids are drawn before the commit, so a lower one may become visible later. LISTEN
// and NOTIFY would tell sooner, but a transaction that notifies takes a lock at its commit, one after the other.
import type { Db } from '../../db/pool.ts';
import { selectChanges, selectOldestTransaction } from './queries.ts';

const pauseMilliseconds = 500;

export interface Change {
  /** As in the audit trail. */
  readonly action: string;
  /** null: of something else. */
  readonly imageId: string | null;
  /** Whom it concerns: the project whose noun it is, the one that acted, and the other party of an offer. */
  readonly projectIds: readonly string[];
}

export interface ChangeListener {
  readonly onChanges: (changes: readonly Change[]) => void;
  /** Changes cannot be read any more; the listener is not called again. */
  readonly onLost: (error: unknown) => void;
}

export class ChangeFeed {
  readonly #listeners = new Set<ChangeListener>();
  #reads = false;

  /**
   * Tells of every change that is committed after this has resolved, within about half a second, until the returned function is called.
   * A change may be told twice.
   */
  async listen(db: Db, listener: ChangeListener): Promise<() => void> {
    const from = await selectOldestTransaction(db);
    this.#listeners.add(listener);
    if (!this.#reads) void this.#read(db, from);
    return () => void this.#listeners.delete(listener);
  }

  async #read(db: Db, from: string): Promise<void> {
    this.#reads = true;
    let xid = from;
    let known = new Set<number>();
    while (this.#listeners.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
      try {
        const rows = await selectChanges(db, xid);
        const events = rows.filter((row) => row.id !== null);
        const fresh = events.filter(({ id }) => !known.has(Number(id)));
        known = new Set(events.map(({ id }) => Number(id)));
        xid = rows[0]?.xmin ?? xid;
        const changes = fresh.map(changeOf);
        if (changes.length > 0) for (const each of this.#listeners) each.onChanges(changes);
      } catch (error) {
        // Whoever listens asks again, and then everything is read anew.
        const listeners = [...this.#listeners];
        this.#listeners.clear();
        for (const each of listeners) each.onLost(error);
      }
    }
    this.#reads = false;
  }
}

function changeOf(row: Awaited<ReturnType<typeof selectChanges>>[number]): Change {
  const concerned = [row.projectId, row.actorProjectId, row.memberProjectId];
  return {
    action: row.action,
    imageId: row.noun === 'image' ? row.nounId : null,
    projectIds: [...new Set(concerned)].filter((id) => id !== null),
  };
}
