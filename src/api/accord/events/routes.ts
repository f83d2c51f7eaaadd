// The audit trail: of a project for those who work in it, all of it for operators.
import { Type } from 'typebox';
import {
  listAllEvents,
  listOwnEvents,
  type EventListQuery as DomainQuery,
} from '../../../domain/sharing/list-events.ts';
import type { Settings } from '../../../domain/settings.ts';
import type { Route } from '../../http/route.ts';
import { limitOf, readCursor } from '../page.ts';
import { showDisk } from '../../../domain/disks/list-disks.ts';
import { showServer } from '../../../domain/servers/show-server.ts';
import { DiskParams } from '../disks/schema.ts';
import { inProjectRoute, userRoute } from '../route.ts';
import { ServerParams } from '../servers/schema.ts';
import { ProjectParams, Time } from '../schema.ts';
import { presentEvents } from './present.ts';
import { AllEventsQuery, EventListQuery, EventPage, EventsOfQuery } from './schema.ts';

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
      presentEvents(await listOwnEvents(context, actor, readQuery(context.settings, query))),
  }),
  inProjectRoute({
    method: 'GET',
    path: '/servers/:serverId/events',
    tag: 'servers',
    summary: 'Lists what happened to a server, newest first.',
    schema: { params: ServerParams, query: EventsOfQuery },
    answer: EventPage,
    handle: async ({ context, actor, params, query }) => {
      const { server } = await showServer(context, actor, params.serverId);
      const about = { noun: 'server', nounId: server.id };
      const asked = { ...readQuery(context.settings, query), about };
      return presentEvents(await listOwnEvents(context, actor, asked));
    },
  }),
  inProjectRoute({
    method: 'GET',
    path: '/disks/:diskId/events',
    tag: 'disks',
    summary: 'Lists what happened to a disk, newest first.',
    schema: { params: DiskParams, query: EventsOfQuery },
    answer: EventPage,
    handle: async ({ context, actor, params, query }) => {
      const { disk } = await showDisk(context, actor, params.diskId);
      const about = { noun: 'disk', nounId: disk.id };
      const asked = { ...readQuery(context.settings, query), about };
      return presentEvents(await listOwnEvents(context, actor, asked));
    },
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
      return presentEvents(await listAllEvents(context, actor, asked));
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
