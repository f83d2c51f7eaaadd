// The audit trail: of a project for those who work in it, all of it for operators.
import { Type } from 'typebox';
import type { AuditEvent } from '../../../domain/events/event.ts';
import { traceNameOf } from '../../../domain/events/trace-names.ts';
import {
  listAllEvents,
  listOwnEvents,
  type EventListQuery as DomainQuery,
  type EventPage as DomainPage,
} from '../../../domain/sharing/list-events.ts';
import type { Settings } from '../../../domain/settings.ts';
import type { Route } from '../../http/route.ts';
import { limitOf, readCursor, writeCursor } from '../page.ts';
import { inProjectRoute, userRoute } from '../route.ts';
import { ProjectParams, Time } from '../schema.ts';
import { AllEventsQuery, EventListQuery, EventPage, type Event } from './schema.ts';

const tag = 'events';
const eventCursor = Type.Tuple([Time, Type.Integer()]);

export const eventRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'GET',
    path: '/events',
    tag,
    summary: 'Lists what happened to or through the project, newest first.',
    schema: { params: ProjectParams, query: EventListQuery },
    answer: EventPage,
    handle: async ({ context, actor, query }) =>
      presentPage(await listOwnEvents(context, actor, readQuery(context.settings, query))),
  }),
  userRoute({
    method: 'GET',
    path: '/events',
    tag,
    summary: 'Lists what happened in all projects, or what concerns one; for operators.',
    schema: { query: AllEventsQuery },
    answer: EventPage,
    handle: async ({ context, actor, query }) => {
      const { projectId = null, ...rest } = query;
      const asked = { ...readQuery(context.settings, rest), projectId };
      return presentPage(await listAllEvents(context, actor, asked));
    },
  }),
];

function readQuery(settings: Settings, query: EventListQuery): DomainQuery {
  const { limit, cursor, ...filters } = query;
  return {
    ...filters,
    limit: limitOf(settings, limit),
    cursor: readCursor(eventCursor, cursor),
  };
}

function presentPage({ events, next, projects, imageNames }: DomainPage): EventPage {
  const present = (event: AuditEvent): Event => {
    const { actorUserId: userId, actorProjectId: from, actorRole: role } = event;
    const isService = userId === null && from === null && role === null;
    const isImage = event.noun === 'image';
    return {
      id: event.id,
      at: event.at,
      action: event.action,
      traceName: traceNameOf(event.action),
      noun: event.noun,
      nounId: event.nounId,
      imageId: isImage ? event.nounId : null,
      imageName: isImage ? (imageNames.get(event.nounId) ?? null) : null,
      project: projects.getOrNull(event.projectId),
      member: projects.getOrNull(event.memberProjectId),
      actor: isService
        ? null
        : {
            userId,
            userName: event.actorUserName,
            project: projects.getOrNull(from),
            role,
            actedFor: projects.getOrNull(event.actedForProjectId),
          },
      before: event.before as Event['before'],
      after: event.after as Event['after'],
      requestId: event.requestId,
    };
  };
  return { items: events.map(present), nextCursor: writeCursor(next) };
}
