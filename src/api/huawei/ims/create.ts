// Images from objects in buckets: made, made of large files, made for data disks, and registered for an image that is there without bytes; the first of these
// calls makes them of servers and disks, too. All of them begin a job. Safe mode (v2.1) is the same.
import { Type } from 'typebox';
import { createFromBucket } from '../../../domain/images/buckets/create-from-bucket.ts';
import { registerObject } from '../../../domain/images/buckets/register-object.ts';
import { route, type Route } from '../../http/route.ts';
import { startCapture } from './capture.ts';
import { bucketImageOf, creationBody, originOf, type CreationRules } from './creation-body.ts';

const systemTypes = ['Linux', 'Windows', 'Other'];

/** The calls by their paths (IMS API reference, "Image management"). */
const creations: readonly (readonly [paths: readonly string[], rules: CreationRules])[] = [
  [
    ['/v2/cloudimages/action', '/v2.1/cloudimages/action'],
    {
      ofServers: true,
      minDisk: { least: 40, most: 1024 },
      environments: ['ECS', 'FusionCompute', 'BMS', 'Ironic', 'IsoImage'],
      osTypes: systemTypes,
    },
  ],
  [
    ['/v1/cloudimages/dataimages/action', '/v2.1/cloudimages/dataimages/action'],
    {
      minDisk: { least: 40, most: 2048 },
      environments: ['DataImage'],
      osTypes: ['Linux', 'Windows'],
    },
  ],
  [
    ['/v2/cloudimages/quickimport/action', '/v2.1/cloudimages/quickimport/action'],
    {
      minDisk: { least: 1, most: 1024 },
      environments: ['ECS', 'BMS', 'DataImage'],
      osTypes: systemTypes,
    },
  ],
];

function creationRoute(path: string, rules: CreationRules): Route {
  return route({
    method: 'POST',
    path,
    schema: { body: creationBody },
    handle: async ({ context, actor, body }) => {
      const capture = rules.ofServers === true ? await startCapture(context, actor, body) : null;
      const jobId = capture ?? (await createFromBucket(context, actor, bucketImageOf(body, rules)));
      return { status: 200, body: { job_id: jobId } };
    },
  });
}

export const creationRoutes: readonly Route[] = [
  ...creations.flatMap(([paths, rules]) => paths.map((path) => creationRoute(path, rules))),
  route({
    method: 'PUT',
    path: '/v1/cloudimages/:image_id/upload',
    schema: {
      params: Type.Object({ image_id: Type.String() }),
      body: Type.Object({ image_url: Type.String() }),
    },
    handle: async ({ context, actor, params, body }) => {
      const source = body.image_url;
      const registration = { source, properties: originOf(source) };
      const jobId = await registerObject(context, actor, params.image_id, registration);
      return { status: 200, body: { job_id: jobId } };
    },
  }),
];
