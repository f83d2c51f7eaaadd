// Servers: lists, each of them, made and deleted.
import { Type } from 'typebox';
import { createSameServers } from '../../../domain/servers/create-same-servers.ts';
import { createServers } from '../../../domain/servers/create-servers.ts';
import { deleteServers } from '../../../domain/servers/delete-servers.ts';
import { listServers } from '../../../domain/servers/list-servers.ts';
import { showServer } from '../../../domain/servers/show-server.ts';
import { updateServer } from '../../../domain/servers/update-server.ts';
import type { Route } from '../../http/route.ts';
import { Begun } from '../jobs/schema.ts';
import { limitOf, readCursor, writeCursor } from '../page.ts';
import { inProjectRoute } from '../route.ts';
import { ProjectParams, Time } from '../schema.ts';
import { presentServer } from './present.ts';
import {
  MoreServers,
  NewServers,
  Server,
  ServerChange,
  ServerDeletions,
  ServerId,
  ServerListQuery,
  ServerPage,
  ServerParams,
  ServersBegun,
} from './schema.ts';

const tag = 'servers';
const one = '/servers/:serverId';
const serverCursor = Type.Tuple([Time, ServerId]);

export const serverRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'GET',
    path: '/servers',
    tag,
    summary: "Lists the project's servers, newest first.",
    schema: { params: ProjectParams, query: ServerListQuery },
    answer: ServerPage,
    handle: async ({ context, actor, query }) => {
      const { limit, cursor, ...filters } = query;
      const { items, next } = await listServers(context, actor, {
        ...filters,
        limit: limitOf(context.settings, limit),
        cursor: readCursor(serverCursor, cursor),
      });
      return { items: items.map(presentServer), nextCursor: writeCursor(next) };
    },
  }),
  inProjectRoute({
    method: 'POST',
    path: '/servers',
    tag,
    summary: 'Makes servers from an image of a system and starts them.',
    schema: { params: ProjectParams, body: NewServers },
    status: 201,
    answer: ServersBegun,
    handle: async ({ context, actor, body }) => {
      const { jobId, serverIds } = await createServers(context, actor, body);
      return { jobId, serverIds: [...serverIds] };
    },
  }),
  inProjectRoute({
    method: 'GET',
    path: one,
    tag,
    summary: 'Shows a server.',
    schema: { params: ServerParams },
    answer: Server,
    handle: async ({ context, actor, params }) =>
      presentServer(await showServer(context, actor, params.serverId)),
  }),
  inProjectRoute({
    method: 'PATCH',
    path: one,
    tag,
    summary: 'Changes what is given and leaves the rest.',
    schema: { params: ServerParams, body: ServerChange },
    answer: Server,
    handle: async ({ context, actor, params, body }) =>
      presentServer(await updateServer(context, actor, params.serverId, body)),
  }),
  inProjectRoute({
    method: 'POST',
    path: `${one}/copies`,
    tag,
    summary: 'Makes servers like one that there is, from the same images, and starts them.',
    schema: { params: ServerParams, body: MoreServers },
    status: 201,
    answer: ServersBegun,
    handle: async ({ context, actor, params, body }) => {
      const { jobId, serverIds } = await createSameServers(context, actor, params.serverId, body);
      return { jobId, serverIds: [...serverIds] };
    },
  }),
  inProjectRoute({
    method: 'POST',
    path: '/servers/deletions',
    tag,
    summary: 'Deletes servers: all of them, or none when one cannot be deleted now.',
    schema: { params: ProjectParams, body: ServerDeletions },
    status: 201,
    answer: Begun,
    handle: async ({ context, actor, body }) =>
      await deleteServers(context, actor, body.serverIds, {
        deleteDisks: body.deleteDisks ?? false,
      }),
  }),
];
