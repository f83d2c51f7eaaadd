import type { AuditEvent } from '../../../domain/events/event.ts';
import { traceNameOf } from '../../../domain/events/trace-names.ts';
import type { EventPage as DomainPage } from '../../../domain/sharing/list-events.ts';
import { writeCursor } from '../page.ts';
import type { Event, EventPage } from './schema.ts';

export function presentEvents({ events, next, projects, imageNames }: DomainPage): EventPage {
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
