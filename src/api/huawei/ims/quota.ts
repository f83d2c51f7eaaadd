import { Type } from 'typebox';
import {
  showImageQuotas,
  type ImageQuotas,
  type Quota,
} from '../../../domain/sharing/show-image-quotas.ts';
import { route, type Route } from '../../http/route.ts';

/** What a quota can be set to: from without limit to what the calls that set it take. */
const settable = { min: -1, max: 2_147_483_647 } as const;

function presentQuotas({ own, received, members }: ImageQuotas): object {
  const resource = (type: string, { used, limit }: Quota) => ({
    type,
    used,
    quota: limit ?? -1,
    ...settable,
  });
  return {
    quotas: {
      resources: [
        resource('image', own),
        resource('image_shared', received),
        resource('image_member', members),
      ],
    },
  };
}

export const quotaRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/cloudimages/quota',
    handle: async ({ context, actor }) => ({
      status: 200,
      body: presentQuotas(await showImageQuotas(context, actor)),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/:project_id/cloudimages/quota',
    schema: { params: Type.Object({ project_id: Type.String() }) },
    handle: async ({ context, actor }) => ({
      status: 200,
      body: presentQuotas(await showImageQuotas(context, actor)),
    }),
  }),
];
