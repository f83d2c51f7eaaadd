import { Type } from 'typebox';
import { createService } from '../../domain/regions/catalog/create-service.ts';
import { deleteService } from '../../domain/regions/catalog/delete-service.ts';
import { listServices, showService } from '../../domain/regions/catalog/read-services.ts';
import { updateService } from '../../domain/regions/catalog/update-service.ts';
import { route } from '../http/route.ts';
import { presentService } from './present-catalog.ts';
import { baseOf, noContent, presentList } from './present.ts';
import { description, enabled, idParams, orNull, wrapped } from './schema.ts';

const type = Type.String({ minLength: 1, maxLength: 255 });
const properties = {
  name: Type.Optional(orNull(Type.String({ maxLength: 255 }))),
  description,
  enabled,
};
const one = '/v3/services/:id';

export const serviceRoutes = [
  route({
    method: 'GET',
    path: '/v3/services',
    schema: {
      query: Type.Object({
        type: Type.Optional(Type.String()),
        name: Type.Optional(Type.String()),
      }),
    },
    handle: async (call) => {
      const services = await listServices(call.context, call.actor, call.query);
      const base = baseOf(call);
      const items = services.map((service) => presentService(base, service));
      return presentList(base, 'services', 'services', items, call.query);
    },
  }),
  route({
    method: 'POST',
    path: '/v3/services',
    schema: { body: wrapped('service', { ...properties, type }) },
    handle: async (call) => {
      const { service: wanted } = call.body;
      const service = await createService(call.context, call.actor, {
        type: wanted.type,
        name: wanted.name ?? '',
        description: wanted.description ?? '',
        enabled: wanted.enabled,
      });
      return { status: 201, body: { service: presentService(baseOf(call), service) } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      const service = await showService(call.context, call.actor, call.params.id);
      return { status: 200, body: { service: presentService(baseOf(call), service) } };
    },
  }),
  route({
    method: 'PATCH',
    path: one,
    schema: {
      params: idParams,
      body: wrapped('service', { ...properties, type: Type.Optional(type) }),
    },
    handle: async (call) => {
      const { service: change } = call.body;
      const service = await updateService(call.context, call.actor, call.params.id, {
        type: change.type,
        name: change.name === null ? '' : change.name,
        description: change.description === null ? '' : change.description,
        enabled: change.enabled,
      });
      return { status: 200, body: { service: presentService(baseOf(call), service) } };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      await deleteService(call.context, call.actor, call.params.id);
      return noContent;
    },
  }),
];
