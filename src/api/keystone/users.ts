import { Type, type Static } from 'typebox';
import { listProjectsOfUser } from '../../domain/identity/projects/read-projects.ts';
import { changePassword } from '../../domain/identity/users/change-password.ts';
import { createUser } from '../../domain/identity/users/create-user.ts';
import { deleteUser } from '../../domain/identity/users/delete-user.ts';
import { listUsers, showUser } from '../../domain/identity/users/read-users.ts';
import { updateUser, type UserChange } from '../../domain/identity/users/update-user.ts';
import { route } from '../http/route.ts';
import { baseOf, noContent, presentList, presentProject, presentUser } from './present.ts';
import {
  description,
  enabled,
  extraOf,
  flag,
  idParams,
  name,
  options,
  orNull,
  pageOf,
  pageQuery,
  wrapped,
  wrappedWithExtra,
} from './schema.ts';

const password = Type.String({ maxLength: 1024 });

const properties = {
  description,
  enabled,
  options,
  domain_id: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  default_project_id: Type.Optional(orNull(Type.String({ maxLength: 64 }))),
  email: Type.Optional(orNull(Type.String({ maxLength: 255 }))),
  password: Type.Optional(orNull(password)),
};

const changeProperties = { ...properties, name: Type.Optional(name) };
const changeShape = Type.Object(changeProperties);

/** Of both bodies: in a new user an absent key takes its default, in a change it stays. */
function readChange(body: Static<typeof changeShape>): UserChange {
  return {
    description: body.description === null ? '' : body.description,
    enabled: body.enabled,
    domainId: body.domain_id,
    defaultProjectId: body.default_project_id,
    email: body.email,
    password: body.password,
    extra: extraOf(changeProperties, body),
  };
}

const query = Type.Object({
  ...pageQuery,
  name: Type.Optional(Type.String()),
  domain_id: Type.Optional(Type.String()),
  enabled: Type.Optional(Type.String()),
});

const one = '/v3/users/:id';

export const userRoutes = [
  route({
    method: 'GET',
    path: '/v3/users',
    schema: { query },
    handle: async (call) => {
      const users = await listUsers(call.context, call.actor, {
        ...pageOf(call.query),
        name: call.query.name,
        domainId: call.query.domain_id,
        enabled: flag(call.query.enabled),
      });
      const base = baseOf(call);
      const items = users.map((user) => presentUser(base, user));
      return presentList(base, 'users', 'users', items, call.query);
    },
  }),
  route({
    method: 'POST',
    path: '/v3/users',
    schema: { body: wrappedWithExtra('user', { ...properties, name }) },
    handle: async (call) => {
      const { user: wanted } = call.body;
      const user = await createUser(call.context, call.actor, {
        ...readChange(wanted),
        name: wanted.name,
      });
      return { status: 201, body: { user: presentUser(baseOf(call), user) } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      const user = await showUser(call.context, call.actor, call.params.id);
      return { status: 200, body: { user: presentUser(baseOf(call), user) } };
    },
  }),
  route({
    method: 'PATCH',
    path: one,
    schema: { params: idParams, body: wrappedWithExtra('user', changeProperties) },
    handle: async (call) => {
      const { user: change } = call.body;
      const user = await updateUser(call.context, call.actor, call.params.id, {
        ...readChange(change),
        name: change.name,
      });
      return { status: 200, body: { user: presentUser(baseOf(call), user) } };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      await deleteUser(call.context, call.actor, call.params.id);
      return noContent;
    },
  }),
  route({
    method: 'GET',
    path: `${one}/projects`,
    schema: { params: idParams },
    handle: async (call) => {
      const { id } = call.params;
      const projects = await listProjectsOfUser(call.context, call.actor, id);
      const base = baseOf(call);
      const items = projects.map((project) => presentProject(base, project));
      return presentList(base, `users/${id}/projects`, 'projects', items);
    },
  }),
  route({
    method: 'POST',
    path: `${one}/password`,
    schema: {
      params: idParams,
      body: wrapped('user', { original_password: password, password }),
    },
    handle: async (call) => {
      await changePassword(call.context, call.actor, call.params.id, {
        original: call.body.user.original_password,
        password: call.body.user.password,
        address: call.address,
      });
      return noContent;
    },
  }),
];
