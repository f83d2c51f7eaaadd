import { Type } from 'typebox';
import { createRole } from '../../domain/identity/roles/create-role.ts';
import { deleteRole } from '../../domain/identity/roles/delete-role.ts';
import { listRoles, showRole } from '../../domain/identity/roles/read-roles.ts';
import { updateRole } from '../../domain/identity/roles/update-role.ts';
import { route } from '../http/route.ts';
import { baseOf, noContent, presentList, presentRole } from './present.ts';
import { description, idParams, name, options, orNull, wrapped } from './schema.ts';

const one = '/v3/roles/:id';

export const roleRoutes = [
  route({
    method: 'GET',
    path: '/v3/roles',
    schema: {
      query: Type.Object({
        name: Type.Optional(Type.String()),
        domain_id: Type.Optional(Type.String()),
      }),
    },
    handle: async (call) => {
      const filter = { name: call.query.name, domainId: call.query.domain_id };
      const roles = await listRoles(call.context, call.actor, filter);
      const base = baseOf(call);
      const items = roles.map((role) => presentRole(base, role));
      return presentList(base, 'roles', 'roles', items, call.query);
    },
  }),
  route({
    method: 'POST',
    path: '/v3/roles',
    schema: {
      body: wrapped('role', {
        name,
        description,
        options,
        domain_id: Type.Optional(orNull(Type.String())),
      }),
    },
    handle: async (call) => {
      const { role: wanted } = call.body;
      const role = await createRole(call.context, call.actor, {
        name: wanted.name,
        description: wanted.description ?? '',
        domainId: wanted.domain_id,
      });
      return { status: 201, body: { role: presentRole(baseOf(call), role) } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      const role = await showRole(call.context, call.actor, call.params.id);
      return { status: 200, body: { role: presentRole(baseOf(call), role) } };
    },
  }),
  route({
    method: 'PATCH',
    path: one,
    schema: {
      params: idParams,
      body: wrapped('role', { name: Type.Optional(name), description, options }),
    },
    handle: async (call) => {
      const { role: change } = call.body;
      const role = await updateRole(call.context, call.actor, call.params.id, {
        name: change.name,
        description: change.description === null ? '' : change.description,
      });
      return { status: 200, body: { role: presentRole(baseOf(call), role) } };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      await deleteRole(call.context, call.actor, call.params.id);
      return noContent;
    },
  }),
];
