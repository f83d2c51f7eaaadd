import { Type } from 'typebox';
import { createRegion } from '../../domain/regions/create-region.ts';
import { deleteRegion } from '../../domain/regions/delete-region.ts';
import { listRegions, showRegion } from '../../domain/regions/read-regions.ts';
import { updateRegion } from '../../domain/regions/update-region.ts';
import { speaksHuawei } from '../http/dialect.ts';
import { route } from '../http/route.ts';
import { presentHuaweiRegion, presentRegion } from './present-catalog.ts';
import { baseOf, noContent, presentList } from './present.ts';
import { description, idParams, orNull, wrapped } from './schema.ts';

const parent_region_id = Type.Optional(orNull(Type.String()));
const newShape = {
  id: Type.Optional(orNull(Type.String())),
  description,
  parent_region_id,
};
const one = '/v3/regions/:id';

export const regionRoutes = [
  route({
    method: 'GET',
    path: '/v3/regions',
    schema: { query: Type.Object({ parent_region_id: Type.Optional(Type.String()) }) },
    handle: async (call) => {
      const filter = { parentRegionId: call.query.parent_region_id };
      const regions = await listRegions(call.context, call.actor, filter);
      const base = baseOf(call);
      const present = speaksHuawei(call.headers) ? presentHuaweiRegion : presentRegion;
      const items = regions.map((region) => present(base, region));
      return presentList(base, 'regions', 'regions', items, call.query);
    },
  }),
  route({
    method: 'POST',
    path: '/v3/regions',
    schema: { body: wrapped('region', newShape) },
    handle: async (call) => {
      const { region: wanted } = call.body;
      const region = await createRegion(call.context, call.actor, {
        // An empty id asks for a made one, as in Keystone.
        id: wanted.id === '' ? undefined : (wanted.id ?? undefined),
        description: wanted.description ?? '',
        parentRegionId: wanted.parent_region_id,
      });
      return { status: 201, body: { region: presentRegion(baseOf(call), region) } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      const region = await showRegion(call.context, call.actor, call.params.id);
      return { status: 200, body: { region: presentRegion(baseOf(call), region) } };
    },
  }),
  route({
    method: 'PATCH',
    path: one,
    schema: {
      params: idParams,
      body: wrapped('region', { description, parent_region_id }),
    },
    handle: async (call) => {
      const { region: change } = call.body;
      const region = await updateRegion(call.context, call.actor, call.params.id, {
        description: change.description === null ? '' : change.description,
        parentRegionId: change.parent_region_id,
      });
      return { status: 200, body: { region: presentRegion(baseOf(call), region) } };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: idParams },
    handle: async (call) => {
      await deleteRegion(call.context, call.actor, call.params.id);
      return noContent;
    },
  }),
];
