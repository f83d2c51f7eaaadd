import { showImageUses } from '../../../domain/images/uses/show-image-uses.ts';
import type { Route } from '../../http/route.ts';
import { inProjectRoute } from '../route.ts';
import { ProjectParams } from '../schema.ts';
import { ImageUses, ImageUsesQuery } from '../servers/schema.ts';

export const imageUseRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'POST',
    path: '/images/uses',
    tag: 'images',
    summary:
      'Lists the servers and disks of the project that were made from images, and counts those of others for the owner.',
    schema: { params: ProjectParams, body: ImageUsesQuery },
    answer: ImageUses,
    handle: async ({ context, actor, body }) => ({
      items: (await showImageUses(context, actor, body.imageIds)).map((uses) => ({
        ...uses,
        servers: [...uses.servers],
        disks: [...uses.disks],
      })),
    }),
  }),
];
