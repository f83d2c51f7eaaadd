// Accounts, projects, users and their roles: for operators, but for a look at one's own project.
import { grantRole } from '../../../domain/identity/assignments/grant-role.ts';
import { listAssignments } from '../../../domain/identity/assignments/read-assignments.ts';
import { revokeRole } from '../../../domain/identity/assignments/revoke-role.ts';
import type { Grant } from '../../../domain/identity/assignments/assignment.ts';
import { createDomain } from '../../../domain/identity/domains/create-domain.ts';
import { deleteDomain } from '../../../domain/identity/domains/delete-domain.ts';
import { listDomains } from '../../../domain/identity/domains/read-domains.ts';
import { updateDomain } from '../../../domain/identity/domains/update-domain.ts';
import { createProject } from '../../../domain/identity/projects/create-project.ts';
import { deleteProject } from '../../../domain/identity/projects/delete-project.ts';
import { listAllProjects, showProject } from '../../../domain/identity/projects/read-projects.ts';
import { updateProject } from '../../../domain/identity/projects/update-project.ts';
import { roleNamed } from '../../../domain/identity/roles/read-roles.ts';
import { createUser } from '../../../domain/identity/users/create-user.ts';
import { deleteUser } from '../../../domain/identity/users/delete-user.ts';
import { listUsers } from '../../../domain/identity/users/read-users.ts';
import { updateUser } from '../../../domain/identity/users/update-user.ts';
import type { Route, SignedInCall } from '../../http/route.ts';
import { userRoute } from '../route.ts';
import { ProjectParams } from '../schema.ts';
import { pageOfNamed } from './page.ts';
import { presentAccount, presentAssignment, presentProject, presentUser } from './present.ts';
import {
  Account,
  AccountChange,
  AccountListQuery,
  AccountPage,
  AccountParams,
  GrantParams,
  NewAccount,
  NewProject,
  NewUser,
  Project,
  ProjectChange,
  ProjectListQuery,
  ProjectPage,
  RoleAssignmentQuery,
  RoleAssignments,
  User,
  UserChange,
  UserListQuery,
  UserPage,
  UserParams,
} from './schema.ts';

const accountRoutes: readonly Route[] = [
  userRoute({
    method: 'GET',
    path: '/accounts',
    tag: 'accounts',
    summary: 'Lists accounts.',
    schema: { query: AccountListQuery },
    answer: AccountPage,
    handle: async ({ context, actor, query }) =>
      await pageOfNamed(
        context.settings,
        query,
        async (page) => await listDomains(context, actor, page),
        presentAccount,
      ),
  }),
  userRoute({
    method: 'POST',
    path: '/accounts',
    tag: 'accounts',
    summary: 'Makes an account.',
    schema: { body: NewAccount },
    status: 201,
    answer: Account,
    handle: async ({ context, actor, body }) =>
      presentAccount(await createDomain(context, actor, body)),
  }),
  userRoute({
    method: 'PATCH',
    path: '/accounts/:accountId',
    tag: 'accounts',
    summary: 'Changes an account; disabling it ends the sessions of its users.',
    schema: { params: AccountParams, body: AccountChange },
    answer: Account,
    handle: async ({ context, actor, params, body }) =>
      presentAccount(await updateDomain(context, actor, params.accountId, body)),
  }),
  userRoute({
    method: 'DELETE',
    path: '/accounts/:accountId',
    tag: 'accounts',
    summary: 'Deletes an account, which must be disabled, with its projects and users.',
    schema: { params: AccountParams },
    handle: async ({ context, actor, params }) =>
      await deleteDomain(context, actor, params.accountId),
  }),
];

const projectRoutes: readonly Route[] = [
  userRoute({
    method: 'GET',
    path: '/projects',
    tag: 'projects',
    summary: 'Lists the projects of all accounts.',
    schema: { query: ProjectListQuery },
    answer: ProjectPage,
    handle: async ({ context, actor, query }) => {
      const { accountId: domainId, regionId } = query;
      return await pageOfNamed(
        context.settings,
        query,
        async (page) => await listAllProjects(context, actor, { ...page, domainId, regionId }),
        presentProject,
      );
    },
  }),
  userRoute({
    method: 'POST',
    path: '/projects',
    tag: 'projects',
    summary: 'Makes a project in a region.',
    schema: { body: NewProject },
    status: 201,
    answer: Project,
    handle: async ({ context, actor, body }) => {
      const { accountId: domainId, ...wanted } = body;
      return presentProject(await createProject(context, actor, { ...wanted, domainId }));
    },
  }),
  userRoute({
    method: 'GET',
    path: '/projects/:projectId',
    tag: 'projects',
    summary: 'Shows a project, to operators and to those who work in it.',
    schema: { params: ProjectParams },
    answer: Project,
    handle: async ({ context, actor, params }) =>
      presentProject(await showProject(context, actor, params.projectId)),
  }),
  userRoute({
    method: 'PATCH',
    path: '/projects/:projectId',
    tag: 'projects',
    summary: 'Changes a project; its account and its region stay.',
    schema: { params: ProjectParams, body: ProjectChange },
    answer: Project,
    handle: async ({ context, actor, params, body }) =>
      presentProject(await updateProject(context, actor, params.projectId, body)),
  }),
  userRoute({
    method: 'DELETE',
    path: '/projects/:projectId',
    tag: 'projects',
    summary: 'Deletes a project; its images and its places at those of others go with it.',
    schema: { params: ProjectParams },
    handle: async ({ context, actor, params }) =>
      await deleteProject(context, actor, params.projectId),
  }),
];

const userRoutes: readonly Route[] = [
  userRoute({
    method: 'GET',
    path: '/users',
    tag: 'users',
    summary: 'Lists the users of all accounts.',
    schema: { query: UserListQuery },
    answer: UserPage,
    handle: async ({ context, actor, query }) => {
      const { accountId: domainId } = query;
      return await pageOfNamed(
        context.settings,
        query,
        async (page) => await listUsers(context, actor, { ...page, domainId }),
        presentUser,
      );
    },
  }),
  userRoute({
    method: 'POST',
    path: '/users',
    tag: 'users',
    summary: 'Makes a user; without a password it cannot sign in.',
    schema: { body: NewUser },
    status: 201,
    answer: User,
    handle: async ({ context, actor, body }) => {
      const { accountId: domainId, ...wanted } = body;
      return presentUser(await createUser(context, actor, { ...wanted, domainId }));
    },
  }),
  userRoute({
    method: 'PATCH',
    path: '/users/:userId',
    tag: 'users',
    summary: 'Changes a user; disabling it, or a new password, ends its sessions.',
    schema: { params: UserParams, body: UserChange },
    answer: User,
    handle: async ({ context, actor, params, body }) =>
      presentUser(await updateUser(context, actor, params.userId, body)),
  }),
  userRoute({
    method: 'DELETE',
    path: '/users/:userId',
    tag: 'users',
    summary: 'Deletes a user.',
    schema: { params: UserParams },
    handle: async ({ context, actor, params }) => await deleteUser(context, actor, params.userId),
  }),
];

const grant = '/projects/:projectId/users/:userId/roles/:role';

const assignmentRoutes: readonly Route[] = [
  userRoute({
    method: 'GET',
    path: '/role-assignments',
    tag: 'roles',
    summary: 'Lists who has which role where.',
    schema: { query: RoleAssignmentQuery },
    answer: RoleAssignments,
    handle: async ({ context, actor, query: { userId, projectId } }) => {
      const found = await listAssignments(context, actor, {
        userId,
        target: projectId === undefined ? undefined : { kind: 'project', id: projectId },
      });
      return { items: found.map(presentAssignment) };
    },
  }),
  userRoute({
    method: 'PUT',
    path: grant,
    tag: 'roles',
    summary: 'Gives a user a role in a project; it counts at its next request.',
    schema: { params: GrantParams },
    handle: async (call) => await grantRole(call.context, call.actor, await grantOf(call)),
  }),
  userRoute({
    method: 'DELETE',
    path: grant,
    tag: 'roles',
    summary: 'Takes a role away; it no longer counts at the next request.',
    schema: { params: GrantParams },
    handle: async (call) => await revokeRole(call.context, call.actor, await grantOf(call)),
  }),
];

async function grantOf({
  context,
  actor,
  params: { projectId, userId, role },
}: SignedInCall<{ params: typeof GrantParams }>): Promise<Grant> {
  const { id: roleId } = await roleNamed(context, actor, role);
  return { userId, roleId, target: { kind: 'project', id: projectId } };
}

export const identityRoutes: readonly Route[] = [
  ...accountRoutes,
  ...projectRoutes,
  ...userRoutes,
  ...assignmentRoutes,
];
