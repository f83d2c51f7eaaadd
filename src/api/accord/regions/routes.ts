import { listRegions } from '../../../domain/regions/read-regions.ts';
import type { Route } from '../../http/route.ts';
import { userRoute } from '../route.ts';
import { Regions } from './schema.ts';

const tag = 'regions';

export const regionRoutes: readonly Route[] = [
  userRoute({
    method: 'GET',
    path: '/regions',
    tag,
    summary: 'Lists the regions.',
    answer: Regions,
    handle: async ({ context, actor }) => {
      const regions = await listRegions(context, actor);
      return { items: regions.map(({ id, description }) => ({ id, description })) };
    },
  }),
];
