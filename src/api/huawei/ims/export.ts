// Images into buckets. Quick export writes the file as it is kept; so does the other, which names the format that it expects.
import { Type } from 'typebox';
import { exportImage } from '../../../domain/images/buckets/export-image.ts';
import { route, type Route } from '../../http/route.ts';
import { required } from './creation-body.ts';

const paths = ['/v1/cloudimages/:image_id/file', '/v2.1/cloudimages/:image_id/file'];

export const exportRoutes: readonly Route[] = paths.map((path) =>
  route({
    method: 'POST',
    path,
    schema: {
      params: Type.Object({ image_id: Type.String() }),
      body: Type.Object({
        bucket_url: Type.String(),
        file_format: Type.Optional(Type.String()),
        is_quick_export: Type.Optional(Type.Boolean()),
      }),
    },
    handle: async ({ context, actor, params, body }) => {
      const isQuick = body.is_quick_export === true;
      const jobId = await exportImage(context, actor, params.image_id, {
        target: body.bucket_url,
        diskFormat: isQuick ? null : required('file_format', body.file_format),
      });
      return { status: 200, body: { job_id: jobId } };
    },
  }),
);
