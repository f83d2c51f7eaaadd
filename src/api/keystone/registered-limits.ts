import { Type } from 'typebox';
import { createRegisteredLimits } from '../../domain/identity/limits/create-registered-limits.ts';
import { deleteRegisteredLimit } from '../../domain/identity/limits/delete-registered-limit.ts';
import {
  listRegisteredLimits,
  showRegisteredLimit,
} from '../../domain/identity/limits/read-registered-limits.ts';
import { updateRegisteredLimit } from '../../domain/identity/limits/update-registered-limit.ts';
import { route } from '../http/route.ts';
import { presentRegisteredLimit } from './present-limits.ts';
import { baseOf, noContent, presentList } from './present.ts';
import { amount, description, idParams, limitFilters, orNull, resourceName } from './schema.ts';

const optional = {
  region_id: Type.Optional(orNull(Type.String())),
  description,
};
const strict = { additionalProperties: false };
const newShape = Type.Object(
  { service_id: Type.String(), resource_name: resourceName, default_limit: amount, ...optional },
  strict,
);
const changeShape = Type.Object(
  {
    service_id: Type.Optional(Type.String()),
    resource_name: Type.Optional(resourceName),
    default_limit: Type.Optional(amount),
    ...optional,
  },
  strict,
);
const path = '/v3/registered_limits';
const one = `${path}/:id`;

export const registeredLimitRoutes = [
  route({
    method: 'GET',
    path,
    schema: { query: Type.Object(limitFilters) },
    handle: async (call) => {
      const limits = await listRegisteredLimits(call.context, call.actor, {
        serviceId: call.query.service_id,
        regionId: call.query.region_id,
        resourceName: call.query.resource_name,
      });
      const base = baseOf(call);
      const items = limits.map((limit) => presentRegisteredLimit(base, limit));
      return presentList(base, 'registered_limits', 'registered_limits', items, call.query);
    },
  }),
  route({
    method: 'POST',
    path,
    schema: {
      body: Type.Object({ registered_limits: Type.Array(newShape, { minItems: 1 }) }),
    },
    handle: async (call) => {
      const wanted = call.body.registered_limits.map((each) => ({
        serviceId: each.service_id,
        regionId: each.region_id ?? null,
        resourceName: each.resource_name,
        defaultLimit: each.default_limit,
        description: each.description ?? null,
      }));
      const limits = await createRegisteredLimits(call.context, call.actor, wanted);
      const base = baseOf(call);
      return {
        status: 201,
        body: { registered_limits: limits.map((limit) => presentRegisteredLimit(base, limit)) },
      };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      const limit = await showRegisteredLimit(call.context, call.actor, call.params.id);
      return {
        status: 200,
        body: { registered_limit: presentRegisteredLimit(baseOf(call), limit) },
      };
    },
  }),
  route({
    method: 'PATCH',
    path: one,
    schema: { params: idParams, body: Type.Object({ registered_limit: changeShape }) },
    handle: async (call) => {
      const { registered_limit: change } = call.body;
      const limit = await updateRegisteredLimit(call.context, call.actor, call.params.id, {
        serviceId: change.service_id,
        regionId: change.region_id,
        resourceName: change.resource_name,
        defaultLimit: change.default_limit,
        description: change.description,
      });
      return {
        status: 200,
        body: { registered_limit: presentRegisteredLimit(baseOf(call), limit) },
      };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      await deleteRegisteredLimit(call.context, call.actor, call.params.id);
      return noContent;
    },
  }),
];
