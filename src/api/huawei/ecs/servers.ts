// Servers: made, listed, shown, renamed and deleted (ECS API reference, "Lifecycle management", "Querying ECSs").
import { Type } from 'typebox';
import { createServers, rehearseServers } from '../../../domain/servers/create-servers.ts';
import { deleteServers } from '../../../domain/servers/delete-servers.ts';
import { countServers, listServers } from '../../../domain/servers/list-servers.ts';
import { showServer } from '../../../domain/servers/show-server.ts';
import { updateServer } from '../../../domain/servers/update-server.ts';
import { queryOf } from '../../http/query.ts';
import { route, type Route } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';
import { readClientToken } from '../client-token.ts';
import { createBody, newServersOf } from './create-body.ts';
import { readServerQuery } from './list-query.ts';
import { presentServer } from './present-server.ts';
import { readServerDescription, readServerName } from './server-texts.ts';

const ofProject = Type.Object({ project_id: Type.String() });
export const ofServer = Type.Object({ project_id: Type.String(), server_id: Type.String() });

const deleteBody = Type.Object({
  servers: Type.Array(Type.Object({ id: Type.String() }), { minItems: 1, maxItems: 1000 }),
  // There are no public addresses here to go with it.
  delete_publicip: Type.Optional(Type.Boolean()),
  delete_volume: Type.Optional(Type.Boolean()),
});

const updateBody = Type.Object({
  server: Type.Object({
    name: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
  }),
});

/** For those who pay afterwards and, v1.1, before as well. */
const creations = ['/v1/:project_id/cloudservers', '/v1.1/:project_id/cloudservers'].map((path) =>
  route({
    method: 'POST',
    path,
    schema: { params: ofProject },
    handle: async ({ context, actor, body, headers }) => {
      const { server, dry_run: isRehearsal = false } = readBody(createBody, body);
      const wanted = newServersOf(actor, server);
      if (isRehearsal) {
        await rehearseServers(context, actor, wanted);
        return { status: 202 };
      }
      const once = readClientToken(headers, body);
      const { jobId, serverIds } = await createServers(context, actor, { ...wanted, once });
      return { status: 200, body: { job_id: jobId, serverIds } };
    },
  }),
);

export const serverRoutes: readonly Route[] = [
  ...creations,
  route({
    method: 'POST',
    path: '/v1/:project_id/cloudservers/delete',
    schema: { params: ofProject },
    handle: async ({ context, actor, body }) => {
      const { servers, delete_volume: deleteDisks = false } = readBody(deleteBody, body);
      const ids = [...new Set(servers.map(({ id }) => id))];
      const { jobId } = await deleteServers(context, actor, ids, { deleteDisks });
      return { status: 200, body: { job_id: jobId } };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/:project_id/cloudservers/detail',
    schema: { params: ofProject },
    handle: async ({ context, actor, raw }) => {
      const query = readServerQuery(queryOf(raw.url));
      if (query === null) return { status: 200, body: { count: 0, servers: [] } };
      const count = await countServers(context, actor, query);
      const { items } = await listServers(context, actor, query);
      return { status: 200, body: { count, servers: items.map(presentServer) } };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/:project_id/cloudservers/:server_id',
    schema: { params: ofServer },
    handle: async ({ context, actor, params }) => {
      const view = await showServer(context, actor, params.server_id);
      return { status: 200, body: { server: presentServer(view) } };
    },
  }),
  route({
    method: 'PUT',
    path: '/v1/:project_id/cloudservers/:server_id',
    schema: { params: ofServer },
    handle: async ({ context, actor, params, body }) => {
      const { name, description } = readBody(updateBody, body).server;
      const view = await updateServer(context, actor, params.server_id, {
        ...(name === undefined ? {} : { name: readServerName(name, 1) }),
        ...readServerDescription(description),
      });
      return { status: 200, body: { server: presentServer(view) } };
    },
  }),
];
