// Who has which role where.
import { queryOptions } from '@tanstack/react-query';
import type { RoleAssignmentQuery, RoleAssignments } from '../../src/api/accord/identity/schema.ts';
import type { MyProject } from '../../src/api/accord/session/schema.ts';
import { keys } from './keys.ts';
import { request } from './request.ts';
import { useAdminister } from './use-administer.ts';

export interface Grant {
  readonly projectId: string;
  readonly userId: string;
  readonly role: MyProject['role'];
}

/** The roles of a user everywhere, or of everybody in a project. */
export function assignmentsQuery(query: RoleAssignmentQuery) {
  return queryOptions({
    queryKey: keys.assignments(query),
    queryFn: async ({ signal }) =>
      (await request<RoleAssignments>('GET', '/role-assignments', { query, signal })).items,
  });
}

export function useGrantRole() {
  return useAdminister(async (grant: Grant) => await request('PUT', pathOf(grant)));
}

export function useRevokeRole() {
  return useAdminister(async (grant: Grant) => await request('DELETE', pathOf(grant)));
}

function pathOf({ projectId, userId, role }: Grant): string {
  return `/projects/${projectId}/users/${userId}/roles/${role}`;
}
