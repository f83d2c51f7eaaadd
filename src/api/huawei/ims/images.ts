// Images by the service's own paths: the list, and changes. Glance's paths: native.ts.
import { Type } from 'typebox';
import { describeStandings, listStandings } from '../../../domain/images/list-standings.ts';
import { updateImage } from '../../../domain/images/update-image.ts';
import { queryOf } from '../../http/query.ts';
import { route, type Route } from '../../http/route.ts';
import { changesOf } from './image-changes.ts';
import { readListQuery } from './list-query.ts';
import { presentImage } from './present-image.ts';

export const imageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v2/cloudimages',
    async handle({ context, actor, raw }) {
      const images = await listStandings(context, actor, readListQuery(queryOf(raw.url)));
      return { status: 200, body: { images: images.map(presentImage) } };
    },
  }),
  route({
    method: 'PATCH',
    path: '/v2/cloudimages/:image_id',
    schema: { params: Type.Object({ image_id: Type.String() }) },
    async handle({ context, actor, params, body }) {
      const changes = changesOf(body);
      const image = await updateImage(context, actor, params.image_id, changes, {
        needsActive: true,
      });
      const [described] = await describeStandings(context, actor, [image.id]);
      if (described === undefined) throw new Error('a changed image is gone');
      return { status: 200, body: presentImage(described) };
    },
  }),
];
