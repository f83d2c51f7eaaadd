import { Type } from 'typebox';
import { createLimits } from '../../domain/identity/limits/create-limits.ts';
import { deleteLimit } from '../../domain/identity/limits/delete-limit.ts';
import { limitModel } from '../../domain/identity/limits/limit.ts';
import { listLimits, showLimit } from '../../domain/identity/limits/read-limits.ts';
import { updateLimit } from '../../domain/identity/limits/update-limit.ts';
import { route } from '../http/route.ts';
import { presentLimit } from './present-limits.ts';
import { baseOf, noContent, presentList } from './present.ts';
import { amount, description, idParams, limitFilters, resourceName } from './schema.ts';

const place = {
  service_id: Type.String(),
  // Not null, unlike that of a registered limit.
  region_id: Type.Optional(Type.String()),
  resource_name: resourceName,
  resource_limit: amount,
  description,
};
const strict = { additionalProperties: false };
const newShape = Type.Union([
  Type.Object({ project_id: Type.String(), ...place }, strict),
  Type.Object({ domain_id: Type.String(), ...place }, strict),
]);
const changeShape = Type.Object({ resource_limit: Type.Optional(amount), description }, strict);
const path = '/v3/limits';
const one = `${path}/:id`;

export const limitRoutes = [
  route({
    method: 'GET',
    path: `${path}/model`,
    handle: () => ({ status: 200, body: { model: limitModel } }),
  }),
  route({
    method: 'GET',
    path,
    schema: {
      query: Type.Object({
        ...limitFilters,
        project_id: Type.Optional(Type.String()),
        domain_id: Type.Optional(Type.String()),
      }),
    },
    handle: async (call) => {
      const limits = await listLimits(call.context, call.actor, {
        serviceId: call.query.service_id,
        regionId: call.query.region_id,
        resourceName: call.query.resource_name,
        projectId: call.query.project_id,
        domainId: call.query.domain_id,
      });
      const base = baseOf(call);
      const items = limits.map((limit) => presentLimit(base, limit));
      return presentList(base, 'limits', 'limits', items, call.query);
    },
  }),
  route({
    method: 'POST',
    path,
    schema: { body: Type.Object({ limits: Type.Array(newShape, { minItems: 1 }) }) },
    handle: async (call) => {
      const wanted = call.body.limits.map((each) => ({
        projectId: 'project_id' in each ? each.project_id : null,
        domainId: 'domain_id' in each ? each.domain_id : null,
        serviceId: each.service_id,
        regionId: each.region_id ?? null,
        resourceName: each.resource_name,
        resourceLimit: each.resource_limit,
        description: each.description ?? null,
      }));
      const limits = await createLimits(call.context, call.actor, wanted);
      const base = baseOf(call);
      return { status: 201, body: { limits: limits.map((limit) => presentLimit(base, limit)) } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      const limit = await showLimit(call.context, call.actor, call.params.id);
      return { status: 200, body: { limit: presentLimit(baseOf(call), limit) } };
    },
  }),
  route({
    method: 'PATCH',
    path: one,
    schema: { params: idParams, body: Type.Object({ limit: changeShape }) },
    handle: async (call) => {
      const { limit: change } = call.body;
      const limit = await updateLimit(call.context, call.actor, call.params.id, {
        resourceLimit: change.resource_limit,
        description: change.description,
      });
      return { status: 200, body: { limit: presentLimit(baseOf(call), limit) } };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      await deleteLimit(call.context, call.actor, call.params.id);
      return noContent;
    },
  }),
];
