// Copies of an image, in its region and to another (IMS API reference, "Image replication"). All of them begin a job. Safe mode (v2.1) is the same.
import { Type } from 'typebox';
import { startDuplication } from '../../../domain/images/duplication-jobs.ts';
import { route, type Route } from '../../http/route.ts';
import { refuseKey } from './encryption.ts';
import { describedBy, readName } from './image-texts.ts';

const ImageParams = Type.Object({ image_id: Type.String() });
const words = { name: Type.Optional(Type.String()), description: Type.Optional(Type.String()) };

const copiesInRegion = ['/v1/cloudimages/:image_id/copy', '/v2.1/cloudimages/:image_id/copy'].map(
  (path) =>
    route({
      method: 'POST',
      path,
      schema: {
        params: ImageParams,
        body: Type.Object({
          ...words,
          cmk_id: Type.Optional(Type.String()),
          enterprise_project_id: Type.Optional(Type.String()),
        }),
      },
      handle: async ({ context, actor, params, body }) => {
        refuseKey(body.cmk_id);
        const { enterprise_project_id: enterprise } = body;
        const jobId = await startDuplication(context, actor, {
          imageId: params.image_id,
          name: readName(body.name),
          properties: {
            ...describedBy(body.description),
            ...(enterprise === undefined ? {} : { enterprise_project_id: enterprise }),
          },
          to: null,
        });
        return { status: 200, body: { job_id: jobId } };
      },
    }),
);

export const copyRoutes: readonly Route[] = [
  ...copiesInRegion,
  route({
    method: 'POST',
    path: '/v1/cloudimages/:image_id/cross_region_copy',
    schema: {
      params: ImageParams,
      // There an agency lets the service act in the other region, and a vault takes in full servers. Here a role in the project there does, and these are not copied.
      body: Type.Object({
        ...words,
        agency_name: Type.Optional(Type.String()),
        project_name: Type.Optional(Type.String()),
        region: Type.String({ minLength: 1 }),
        vault_id: Type.Optional(Type.String()),
      }),
    },
    handle: async ({ context, actor, params, body }) => {
      const projectName = body.project_name === '' ? undefined : body.project_name;
      const jobId = await startDuplication(context, actor, {
        imageId: params.image_id,
        name: readName(body.name),
        properties: describedBy(body.description),
        to: { regionId: body.region, projectName },
      });
      return { status: 200, body: { job_id: jobId } };
    },
  }),
];
