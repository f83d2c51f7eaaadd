import { createRegion } from '../../../domain/regions/create-region.ts';
import { deleteRegion } from '../../../domain/regions/delete-region.ts';
import { listRegions } from '../../../domain/regions/read-regions.ts';
import type { Region as DomainRegion } from '../../../domain/regions/region.ts';
import { updateRegion } from '../../../domain/regions/update-region.ts';
import type { Route } from '../../http/route.ts';
import { userRoute } from '../route.ts';
import { NewRegion, Region, RegionChange, RegionParams, Regions } from './schema.ts';

const tag = 'regions';
const one = '/regions/:regionId';

export const regionRoutes: readonly Route[] = [
  userRoute({
    method: 'GET',
    path: '/regions',
    tag,
    summary: 'Lists the regions.',
    answer: Regions,
    handle: async ({ context, actor }) => {
      const regions = await listRegions(context, actor);
      return { items: regions.map(presentRegion) };
    },
  }),
  userRoute({
    method: 'POST',
    path: '/regions',
    tag,
    summary: 'Adds a region.',
    schema: { body: NewRegion },
    status: 201,
    answer: Region,
    handle: async ({ context, actor, body }) =>
      presentRegion(await createRegion(context, actor, body)),
  }),
  userRoute({
    method: 'PATCH',
    path: one,
    tag,
    summary: 'Describes a region otherwise.',
    schema: { params: RegionParams, body: RegionChange },
    answer: Region,
    handle: async ({ context, actor, params, body }) =>
      presentRegion(await updateRegion(context, actor, params.regionId, body)),
  }),
  userRoute({
    method: 'DELETE',
    path: one,
    tag,
    summary: 'Deletes a region that nothing is in.',
    schema: { params: RegionParams },
    handle: async ({ context, actor, params }) =>
      await deleteRegion(context, actor, params.regionId),
  }),
];

function presentRegion({ id, description }: DomainRegion): Region {
  return { id, description };
}
