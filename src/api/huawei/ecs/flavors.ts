import { Type } from 'typebox';
import { listFlavors } from '../../../domain/servers/flavors/list-flavors.ts';
import { route, type Route } from '../../http/route.ts';
import { presentFlavor } from './present-flavor.ts';

export const flavorRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/:project_id/cloudservers/flavors',
    schema: { params: Type.Object({ project_id: Type.String() }) },
    handle: async ({ context, actor }) => {
      const flavors = await listFlavors(context, actor);
      return { status: 200, body: { flavors: flavors.map(presentFlavor) } };
    },
  }),
];
