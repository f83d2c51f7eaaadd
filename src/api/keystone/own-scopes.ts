// What a token's user could scope a token to, and the catalogue of the scope that it has.
import { listOwnDomains, showDomain } from '../../domain/identity/domains/read-domains.ts';
import { listOwnProjects } from '../../domain/identity/projects/read-projects.ts';
import { maySystem } from '../../domain/identity/tokens/subject-token.ts';
import { readCatalog } from '../../domain/regions/catalog/read-catalog.ts';
import { speaksHuawei } from '../http/dialect.ts';
import { route } from '../http/route.ts';
import { presentCatalog } from './present-catalog.ts';
import { baseOf, presentDomain, presentList, presentProject } from './present.ts';

export const ownScopeRoutes = [
  route({
    method: 'GET',
    path: '/v3/auth/projects',
    handle: async (call) => {
      const projects = await listOwnProjects(call.context, call.actor);
      const base = baseOf(call);
      const items = projects.map((project) => presentProject(base, project));
      return presentList(base, 'auth/projects', 'projects', items);
    },
  }),
  route({
    method: 'GET',
    path: '/v3/auth/domains',
    handle: async (call) => {
      const { context, actor } = call;
      // IAM means the user's own account, and clients take the first.
      const domains = speaksHuawei(call.headers)
        ? [await showDomain(context, actor, actor.domainId)]
        : await listOwnDomains(context, actor);
      const base = baseOf(call);
      const items = domains.map((domain) => presentDomain(base, domain));
      return presentList(base, 'auth/domains', 'domains', items);
    },
  }),
  route({
    method: 'GET',
    path: '/v3/auth/system',
    handle: async (call) => {
      const system = (await maySystem(call.context, call.actor)) ? [{ all: true }] : [];
      return { status: 200, body: { system, links: { self: `${baseOf(call)}/auth/system` } } };
    },
  }),
  route({
    method: 'GET',
    path: '/v3/auth/catalog',
    handle: async (call) => {
      const catalog = await readCatalog(call.context, call.actor);
      return {
        status: 200,
        body: {
          catalog: presentCatalog(call.context.settings.publicUrl, catalog),
          links: { self: `${baseOf(call)}/auth/catalog` },
        },
      };
    },
  }),
];
