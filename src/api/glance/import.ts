// Interoperable import: bytes to the staging area, imports, and stores of single images.
import { Type } from 'typebox';
import { stageImage } from '../../domain/images/imports/stage-image.ts';
import { startImport } from '../../domain/images/imports/start-import.ts';
import { removeCopy } from '../../domain/images/remove-copy.ts';
import { route, type Route } from '../http/route.ts';
import { bytesOf } from './file.ts';
import { imageParams } from './images.ts';
import { readImportRequest } from './import-request.ts';

export const importRoutes: readonly Route[] = [
  route({
    method: 'PUT',
    path: '/v2/images/:image_id/stage',
    body: 'stream',
    schema: { params: imageParams },
    async handle({ context, actor, params, raw }) {
      const { source, size } = bytesOf(raw);
      await stageImage(context, actor, params.image_id, source, size);
      return { status: 204 };
    },
  }),
  route({
    method: 'POST',
    path: '/v2/images/:image_id/import',
    schema: { params: imageParams },
    async handle({ context, actor, params, headers, body }) {
      await startImport(context, actor, params.image_id, readImportRequest(body, headers));
      return { status: 202 };
    },
  }),
  route({
    method: 'DELETE',
    path: '/v2/stores/:store/:image_id',
    schema: { params: Type.Object({ store: Type.String(), image_id: Type.String() }) },
    async handle({ context, actor, params }) {
      await removeCopy(context, actor, params.image_id, params.store);
      return { status: 204 };
    },
  }),
];
