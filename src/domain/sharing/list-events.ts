// The trail for those whom it concerns: who did what, when, for whom, with names beside the ids.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import type { AuditEvent, EventCursor, EventFilters } from '../events/event.ts';
import { selectEventPage } from '../events/event-queries.ts';
import { authorizeAllEvents, authorizeOwnEvents } from '../events/policy.ts';
import { ProjectNames } from '../identity/projects/project-names.ts';
import { selectImageNames } from '../images/queries.ts';

export interface EventListQuery extends EventFilters {
  /** Events at most. */
  readonly limit: number;
  readonly cursor: EventCursor | null;
}

export interface EventPage {
  readonly events: readonly AuditEvent[];
  readonly next: EventCursor | null;
  /** Of all projects in the events. */
  readonly projects: ProjectNames;
  /** The present or last names of the images in the events; null: it has none. */
  readonly imageNames: ReadonlyMap<string, string | null>;
}

/**
 * One page of what concerns the actor's project: its own nouns, its acts, what was offered to it. Who of another project acted is for operators
 * to know, as is what changed of other projects' nouns. Faults: forbidden (no role).
 */
export async function listOwnEvents(
  context: Context,
  actor: Actor,
  query: EventListQuery,
): Promise<EventPage> {
  const projectId = authorizeOwnEvents(actor, 'event.list');
  const page = await readPage(context, { ...query, projectId });
  if (actor.role === 'admin') return page;
  return { ...page, events: page.events.map((event) => seenFrom(projectId, event)) };
}

/** One page of the whole trail, or of what concerns `projectId`. Faults: forbidden (no operator). */
export async function listAllEvents(
  context: Context,
  actor: Actor,
  query: EventListQuery & { readonly projectId: string | null },
): Promise<EventPage> {
  authorizeAllEvents(actor, 'event.list');
  return await readPage(context, query);
}

async function readPage(
  context: Context,
  query: EventListQuery & { readonly projectId: string | null },
): Promise<EventPage> {
  const { db } = context;
  const found = await selectEventPage(db, { ...query, limit: query.limit + 1 });
  const events = found.slice(0, query.limit);
  const [projects, imageNames] = await Promise.all([
    ProjectNames.of(
      db,
      events.flatMap((event) => [
        event.projectId,
        event.memberProjectId,
        event.actorProjectId,
        event.actedForProjectId,
      ]),
    ),
    selectImageNames(
      db,
      events.filter((event) => event.noun === 'image').map((event) => event.nounId),
    ),
  ]);
  const last = found.length > query.limit ? events.at(-1) : undefined;
  return { events, next: last === undefined ? null : [last.at, last.id], projects, imageNames };
}

function seenFrom(projectId: string, event: AuditEvent): AuditEvent {
  const isActor = event.actorProjectId === projectId;
  const isParty = event.projectId === projectId || event.memberProjectId === projectId;
  return {
    ...event,
    ...(isActor ? {} : { actorUserId: null, actorUserName: null }),
    ...(isParty ? {} : { before: null, after: null }),
  };
}
