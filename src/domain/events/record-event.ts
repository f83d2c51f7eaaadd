// The audit trail: who, in which role, what, before, after; written in the transaction of the change itself.
import type { Tx } from '../../db/pool.ts';
import { projectIdOf, type Actor } from '../actor.ts';
import { insertEvents } from './queries.ts';

export interface NewEvent {
  /** `noun.verb`, such as `member.accept`. */
  readonly action: string;
  readonly noun: string;
  readonly nounId: string;
  /** The project whose noun it is. */
  readonly projectId?: string | null;
  /** The project that an offer is made to, or that answers it. */
  readonly memberProjectId?: string | null;
  /** The project that an administrator acted for. */
  readonly actedFor?: string | null;
  readonly before?: object | null;
  readonly after?: object | null;
}

/** Records one event. `actor` is null for what the service does by itself. */
export async function recordEvent(tx: Tx, actor: Actor | null, event: NewEvent): Promise<void> {
  await recordEvents(tx, actor, [event]);
}

/** Records many events in one statement, in the order given. They go with the transaction's next statement, or its commit. */
export async function recordEvents(
  tx: Tx,
  actor: Actor | null,
  events: readonly NewEvent[],
): Promise<RecordedEvents> {
  if (events.length === 0) return { ids: async () => [] };
  const sent = await insertEvents(
    tx,
    {
      actor_user_id: actor?.userId ?? null,
      actor_user_name: actor?.userName ?? null,
      actor_project_id: actor === null ? null : projectIdOf(actor),
      actor_role: actor?.role ?? null,
      request_id: actor?.requestId ?? null,
    },
    events.map((event) => ({
      action: event.action,
      noun: event.noun,
      noun_id: event.nounId,
      project_id: event.projectId ?? null,
      member_project_id: event.memberProjectId ?? null,
      acted_for_project_id: event.actedFor ?? null,
      before: event.before ? JSON.stringify(event.before) : null,
      after: event.after ? JSON.stringify(event.after) : null,
    })),
  );
  return {
    ids: async () => (await sent.rows()).map(({ id }) => id).toSorted((one, other) => one - other),
  };
}

export interface RecordedEvents {
  /** In the order of the events. */
  readonly ids: () => Promise<number[]>;
}
