import { Type, type Static } from 'typebox';
import { createProject } from '../../domain/identity/projects/create-project.ts';
import { deleteProject } from '../../domain/identity/projects/delete-project.ts';
import { lookUpOwnProjects } from '../../domain/identity/projects/look-up-own-projects.ts';
import {
  listAllProjects,
  listProjects,
  showProject,
} from '../../domain/identity/projects/read-projects.ts';
import {
  updateProject,
  type ProjectChange,
} from '../../domain/identity/projects/update-project.ts';
import { speaksHuawei } from '../http/dialect.ts';
import { route } from '../http/route.ts';
import { baseOf, noContent, presentList, presentProject } from './present.ts';
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
  tags,
  wrappedWithExtra,
} from './schema.ts';

const id = Type.Optional(Type.String({ minLength: 1, maxLength: 64 }));

const properties = {
  description,
  enabled,
  options,
  tags,
  domain_id: id,
  parent_id: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: 64 }))),
  region_id: id,
  /** Projects that act as domains are not served. */
  is_domain: Type.Optional(Type.Literal(false)),
};

const changeProperties = { ...properties, name: Type.Optional(name) };
const changeShape = Type.Object(changeProperties);

/** Of both bodies: in a new project an absent key takes its default, in a change it stays. */
function readChange(body: Static<typeof changeShape>): ProjectChange {
  return {
    description: body.description === null ? '' : body.description,
    enabled: body.enabled,
    domainId: body.domain_id,
    parentId: body.parent_id ?? undefined,
    regionId: body.region_id,
    extra: extraOf(changeProperties, body),
  };
}

const query = Type.Object({
  ...pageQuery,
  name: Type.Optional(Type.String()),
  domain_id: Type.Optional(Type.String()),
  parent_id: Type.Optional(Type.String()),
  region_id: Type.Optional(Type.String()),
  user_id: Type.Optional(Type.String()),
  enabled: Type.Optional(Type.String()),
});

const one = '/v3/projects/:id';

export const projectRoutes = [
  route({
    method: 'GET',
    path: '/v3/projects',
    schema: { query },
    handle: async (call) => {
      // A list of nobody's in particular is refused to members, as by Keystone: after looking a name or id up in vain, openstackclient
      // asks for it, takes the word for an id when it is refused, and fails when it gets a list (keystoneclient's Resource.get).
      const { name: asked, user_id: user } = call.query;
      const filter = {
        ...pageOf(call.query),
        name: asked,
        parentId: call.query.parent_id,
        regionId: call.query.region_id,
        enabled: flag(call.query.enabled),
      };
      const isAll = asked === undefined && user === undefined;
      const list = isAll ? listAllProjects : listProjects;
      // IAM shows nobody another account, and clients want exactly one project that is named as a region.
      const projects = speaksHuawei(call.headers)
        ? await lookUpOwnProjects(call.context, call.actor, filter)
        : await list(call.context, call.actor, {
            ...filter,
            domainId: call.query.domain_id,
            userId: user,
          });
      const base = baseOf(call);
      const items = projects.map((project) => presentProject(base, project));
      return presentList(base, 'projects', 'projects', items, call.query);
    },
  }),
  route({
    method: 'POST',
    path: '/v3/projects',
    schema: { body: wrappedWithExtra('project', { ...properties, name }) },
    handle: async (call) => {
      const { project: wanted } = call.body;
      const project = await createProject(call.context, call.actor, {
        ...readChange(wanted),
        name: wanted.name,
      });
      return { status: 201, body: { project: presentProject(baseOf(call), project) } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      const project = await showProject(call.context, call.actor, call.params.id);
      return { status: 200, body: { project: presentProject(baseOf(call), project) } };
    },
  }),
  route({
    method: 'PATCH',
    path: one,
    schema: { params: idParams, body: wrappedWithExtra('project', changeProperties) },
    handle: async (call) => {
      const { project: change } = call.body;
      const project = await updateProject(call.context, call.actor, call.params.id, {
        ...readChange(change),
        name: change.name,
      });
      return { status: 200, body: { project: presentProject(baseOf(call), project) } };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      await deleteProject(call.context, call.actor, call.params.id);
      return noContent;
    },
  }),
];
