import { Type } from 'typebox';
import { createDomain } from '../../domain/identity/domains/create-domain.ts';
import { deleteDomain } from '../../domain/identity/domains/delete-domain.ts';
import { listDomains, showDomain } from '../../domain/identity/domains/read-domains.ts';
import { updateDomain } from '../../domain/identity/domains/update-domain.ts';
import { route } from '../http/route.ts';
import { baseOf, noContent, presentDomain, presentList } from './present.ts';
import { description, enabled, flag, idParams, name, options, wrapped } from './schema.ts';

const properties = { description, enabled, options };
const one = '/v3/domains/:id';

export const domainRoutes = [
  route({
    method: 'GET',
    path: '/v3/domains',
    schema: {
      query: Type.Object({
        name: Type.Optional(Type.String()),
        enabled: Type.Optional(Type.String()),
      }),
    },
    handle: async (call) => {
      const filter = { name: call.query.name, enabled: flag(call.query.enabled) };
      const domains = await listDomains(call.context, call.actor, filter);
      const base = baseOf(call);
      const items = domains.map((domain) => presentDomain(base, domain));
      return presentList(base, 'domains', 'domains', items, call.query);
    },
  }),
  route({
    method: 'POST',
    path: '/v3/domains',
    schema: { body: wrapped('domain', { ...properties, name }) },
    handle: async (call) => {
      const { domain: wanted } = call.body;
      const domain = await createDomain(call.context, call.actor, {
        name: wanted.name,
        description: wanted.description ?? '',
        enabled: wanted.enabled,
      });
      return { status: 201, body: { domain: presentDomain(baseOf(call), domain) } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      const domain = await showDomain(call.context, call.actor, call.params.id);
      return { status: 200, body: { domain: presentDomain(baseOf(call), domain) } };
    },
  }),
  route({
    method: 'PATCH',
    path: one,
    schema: {
      params: idParams,
      body: wrapped('domain', { ...properties, name: Type.Optional(name) }),
    },
    handle: async (call) => {
      const { domain: change } = call.body;
      const domain = await updateDomain(call.context, call.actor, call.params.id, {
        name: change.name,
        description: change.description === null ? '' : change.description,
        enabled: change.enabled,
      });
      return { status: 200, body: { domain: presentDomain(baseOf(call), domain) } };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      await deleteDomain(call.context, call.actor, call.params.id);
      return noContent;
    },
  }),
];
