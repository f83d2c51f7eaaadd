import { Type, type Static } from 'typebox';
import type { Target } from '../../domain/identity/assignments/assignment.ts';
import { listAssignments } from '../../domain/identity/assignments/read-assignments.ts';
import { Fault } from '../../domain/fault.ts';
import { route } from '../http/route.ts';
import { baseOf, presentAssignment, presentList } from './present.ts';
import { flag } from './schema.ts';

const query = Type.Object({
  'user.id': Type.Optional(Type.String()),
  'group.id': Type.Optional(Type.String()),
  'role.id': Type.Optional(Type.String()),
  'scope.project.id': Type.Optional(Type.String()),
  'scope.domain.id': Type.Optional(Type.String()),
  'scope.system': Type.Optional(Type.String()),
  effective: Type.Optional(Type.String()),
  include_names: Type.Optional(Type.String()),
});

function readTarget(given: Static<typeof query>): Target | undefined {
  const targets: Target[] = [];
  const project = given['scope.project.id'];
  const domain = given['scope.domain.id'];
  if (project !== undefined) targets.push({ kind: 'project', id: project });
  if (domain !== undefined) targets.push({ kind: 'domain', id: domain });
  if (flag(given['scope.system']) === true) targets.push({ kind: 'system' });
  if (targets.length <= 1) return targets[0];
  throw new Fault(
    'invalid',
    'request.invalid',
    'Only one of scope.project.id, scope.domain.id and scope.system may be given.',
  );
}

export const roleAssignmentRoutes = [
  route({
    method: 'GET',
    path: '/v3/role_assignments',
    schema: { query },
    handle: async (call) => {
      const assignments = await listAssignments(call.context, call.actor, {
        userId: call.query['user.id'],
        roleId: call.query['role.id'],
        target: readTarget(call.query),
        effective: flag(call.query.effective),
      });
      const base = baseOf(call);
      const withNames = flag(call.query.include_names) ?? false;
      // There are no groups, so a group has no assignments.
      const shown = call.query['group.id'] === undefined ? assignments : [];
      const items = shown.map((assignment) => presentAssignment(base, assignment, withNames));
      return presentList(base, 'role_assignments', 'role_assignments', items, call.query);
    },
  }),
];
