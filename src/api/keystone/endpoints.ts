import { Type } from 'typebox';
import { Fault } from '../../domain/fault.ts';
import { endpointInterfaces } from '../../domain/regions/catalog/catalog.ts';
import { createEndpoint } from '../../domain/regions/catalog/create-endpoint.ts';
import { deleteEndpoint } from '../../domain/regions/catalog/delete-endpoint.ts';
import { listEndpoints, showEndpoint } from '../../domain/regions/catalog/read-endpoints.ts';
import { updateEndpoint } from '../../domain/regions/catalog/update-endpoint.ts';
import { route } from '../http/route.ts';
import { presentEndpoint } from './present-catalog.ts';
import { baseOf, noContent, presentList } from './present.ts';
import { enabled, idParams, orNull, wrapped } from './schema.ts';

const endpointInterface = Type.Enum([...endpointInterfaces]);
const id = Type.String({ minLength: 1, maxLength: 255 });
const properties = {
  enabled,
  region_id: Type.Optional(orNull(id)),
  /** The older name of region_id. */
  region: Type.Optional(orNull(id)),
};
const newShape = {
  ...properties,
  service_id: id,
  interface: endpointInterface,
  url: Type.String(),
};
const changeShape = {
  ...properties,
  service_id: Type.Optional(id),
  interface: Type.Optional(endpointInterface),
  url: Type.Optional(Type.String()),
};
const one = '/v3/endpoints/:id';

export const endpointRoutes = [
  route({
    method: 'GET',
    path: '/v3/endpoints',
    schema: {
      query: Type.Object({
        service_id: Type.Optional(Type.String()),
        region_id: Type.Optional(Type.String()),
        interface: Type.Optional(Type.String()),
      }),
    },
    handle: async (call) => {
      const endpoints = await listEndpoints(call.context, call.actor, {
        serviceId: call.query.service_id,
        regionId: call.query.region_id,
        interface: call.query.interface,
      });
      const base = baseOf(call);
      const { publicUrl } = call.context.settings;
      const items = endpoints.map((endpoint) => presentEndpoint(base, publicUrl, endpoint));
      return presentList(base, 'endpoints', 'endpoints', items, call.query);
    },
  }),
  route({
    method: 'POST',
    path: '/v3/endpoints',
    schema: { body: wrapped('endpoint', newShape) },
    handle: async (call) => {
      const { endpoint: wanted } = call.body;
      const regionId = wanted.region_id ?? wanted.region ?? null;
      if (regionId === null) {
        throw new Fault('invalid', 'request.invalid', 'body/endpoint/region_id is missing.');
      }
      const endpoint = await createEndpoint(call.context, call.actor, {
        serviceId: wanted.service_id,
        interface: wanted.interface,
        regionId,
        url: wanted.url,
        enabled: wanted.enabled,
      });
      const { publicUrl } = call.context.settings;
      const shown = presentEndpoint(baseOf(call), publicUrl, endpoint);
      return { status: 201, body: { endpoint: shown } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      const endpoint = await showEndpoint(call.context, call.actor, call.params.id);
      const { publicUrl } = call.context.settings;
      const shown = presentEndpoint(baseOf(call), publicUrl, endpoint);
      return { status: 200, body: { endpoint: shown } };
    },
  }),
  route({
    method: 'PATCH',
    path: one,
    schema: { params: idParams, body: wrapped('endpoint', changeShape) },
    handle: async (call) => {
      const { endpoint: change } = call.body;
      const endpoint = await updateEndpoint(call.context, call.actor, call.params.id, {
        serviceId: change.service_id,
        interface: change.interface,
        regionId: change.region_id ?? change.region ?? undefined,
        url: change.url,
        enabled: change.enabled,
      });
      const { publicUrl } = call.context.settings;
      const shown = presentEndpoint(baseOf(call), publicUrl, endpoint);
      return { status: 200, body: { endpoint: shown } };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      await deleteEndpoint(call.context, call.actor, call.params.id);
      return noContent;
    },
  }),
];
