import { Type } from 'typebox';
import { addTag, removeTag } from '../../domain/images/tag-image.ts';
import { route, type Route } from '../http/route.ts';

const params = Type.Object({ image_id: Type.String(), tag: Type.String() });
const path = '/v2/images/:image_id/tags/:tag';

export const tagRoutes: readonly Route[] = [
  route({
    method: 'PUT',
    path,
    schema: { params },
    async handle({ context, actor, params: { image_id: imageId, tag } }) {
      await addTag(context, actor, imageId, tag);
      return { status: 204 };
    },
  }),
  route({
    method: 'DELETE',
    path,
    schema: { params },
    async handle({ context, actor, params: { image_id: imageId, tag } }) {
      await removeTag(context, actor, imageId, tag);
      return { status: 204 };
    },
  }),
];
