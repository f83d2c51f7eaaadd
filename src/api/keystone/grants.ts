// A user's roles on a project, on a domain and on the system: the same five calls on three paths.
import { Type } from 'typebox';
import type { Grant, Target } from '../../domain/identity/assignments/assignment.ts';
import { grantRole } from '../../domain/identity/assignments/grant-role.ts';
import {
  checkAssignment,
  listGrantedRoles,
} from '../../domain/identity/assignments/read-assignments.ts';
import { revokeRole } from '../../domain/identity/assignments/revoke-role.ts';
import { route, type Route } from '../http/route.ts';
import { baseOf, noContent, presentList } from './present.ts';

const listParams = Type.Object({ targetId: Type.Optional(Type.String()), userId: Type.String() });
const params = Type.Object({ ...listParams.properties, roleId: Type.String() });

function grantRoutes(path: string, toTarget: (id: string) => Target): Route[] {
  const grantOf = (given: { targetId?: string; userId: string; roleId: string }): Grant => ({
    userId: given.userId,
    roleId: given.roleId,
    target: toTarget(given.targetId ?? ''),
  });
  const one = `${path}/users/:userId/roles/:roleId`;
  return [
    route({
      method: 'GET',
      path: `${path}/users/:userId/roles`,
      schema: { params: listParams },
      handle: async (call) => {
        const { userId, targetId = '' } = call.params;
        const target = toTarget(targetId);
        const roles = await listGrantedRoles(call.context, call.actor, userId, target);
        const base = baseOf(call);
        const items = roles.map(({ id, name, domainId }) => ({
          id,
          name,
          domain_id: domainId,
          links: { self: `${base}/roles/${id}` },
        }));
        const shown = path.slice('/v3/'.length).replace(':targetId', targetId);
        return presentList(base, `${shown}/users/${userId}/roles`, 'roles', items);
      },
    }),
    route({
      method: 'PUT',
      path: one,
      schema: { params },
      handle: async (call) => {
        await grantRole(call.context, call.actor, grantOf(call.params));
        return noContent;
      },
    }),
    route({
      method: 'GET',
      path: one,
      schema: { params },
      handle: async (call) => {
        await checkAssignment(call.context, call.actor, grantOf(call.params));
        return noContent;
      },
    }),
    route({
      method: 'DELETE',
      path: one,
      schema: { params },
      handle: async (call) => {
        await revokeRole(call.context, call.actor, grantOf(call.params));
        return noContent;
      },
    }),
  ];
}

export const allGrantRoutes = [
  ...grantRoutes('/v3/projects/:targetId', (id) => ({ kind: 'project', id })),
  ...grantRoutes('/v3/domains/:targetId', (id) => ({ kind: 'domain', id })),
  ...grantRoutes('/v3/system', () => ({ kind: 'system' })),
];
