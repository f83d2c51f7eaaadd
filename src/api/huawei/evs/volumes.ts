// Disks: made, listed, shown, renamed, made larger, deleted (EVS API reference, "EVS disk management").
import { Type } from 'typebox';
import { regionOf } from '../../../domain/actor.ts';
import { createDisks } from '../../../domain/disks/create-disks.ts';
import { deleteDisks } from '../../../domain/disks/delete-disks.ts';
import { growDisk } from '../../../domain/disks/grow-disk.ts';
import { countDisks, listDisks, showDisk } from '../../../domain/disks/list-disks.ts';
import { updateDisk } from '../../../domain/disks/update-disk.ts';
import { queryOf } from '../../http/query.ts';
import { route, type Route } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';
import { readClientToken } from '../client-token.ts';
import { zoneOf } from '../zones.ts';
import { createBody, diskOrderOf } from './create-body.ts';
import { readVolumeQuery } from './list-query.ts';
import { presentVolume } from './present-volume.ts';

const ofProject = Type.Object({ project_id: Type.String() });
const ofVolume = Type.Object({ project_id: Type.String(), volume_id: Type.String() });
const collection = '/v2/:project_id/cloudvolumes';
const one = `${collection}/:volume_id`;

const updateBody = Type.Object({
  volume: Type.Object({
    name: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
  }),
});
const extendBody = Type.Object({
  'os-extend': Type.Object({ new_size: Type.Integer() }),
});

/** v2.1 is for those who pay before as well; nobody pays here. */
const writingVersions = ['v2', 'v2.1'].flatMap((version) => [
  route({
    method: 'POST',
    path: `/${version}/:project_id/cloudvolumes`,
    schema: { params: ofProject },
    handle: async ({ context, actor, body, headers }) => {
      const order = diskOrderOf(actor, readBody(createBody, body));
      const once = readClientToken(headers, body);
      const { jobId, diskIds } = await createDisks(context, actor, { ...order, once });
      return { status: 202, body: { job_id: jobId, volume_ids: diskIds } };
    },
  }),
  route({
    method: 'POST',
    path: `/${version}/:project_id/cloudvolumes/:volume_id/action`,
    schema: { params: ofVolume },
    handle: async ({ context, actor, params, body }) => {
      const { new_size: size } = readBody(extendBody, body)['os-extend'];
      const { jobId } = await growDisk(context, actor, params.volume_id, size);
      return { status: 202, body: { job_id: jobId } };
    },
  }),
]);

export const volumeRoutes: readonly Route[] = [
  ...writingVersions,
  route({
    method: 'GET',
    path: `${collection}/detail`,
    schema: { params: ofProject },
    handle: async ({ context, actor, raw }) => {
      const query = readVolumeQuery(queryOf(raw.url), zoneOf(regionOf(actor) ?? ''));
      if (query === null)
        return { status: 200, body: { count: 0, volumes: [], volumes_links: [] } };
      const count = await countDisks(context, actor, query);
      const { items } = await listDisks(context, actor, query);
      const volumes = items.map((view) => presentVolume(context.settings, view));
      return { status: 200, body: { count, volumes, volumes_links: [] } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: ofVolume },
    handle: async ({ context, actor, params }) => {
      const view = await showDisk(context, actor, params.volume_id);
      return { status: 200, body: { volume: presentVolume(context.settings, view) } };
    },
  }),
  route({
    method: 'PUT',
    path: one,
    schema: { params: ofVolume },
    handle: async ({ context, actor, params, body }) => {
      const { volume } = readBody(updateBody, body);
      const view = await updateDisk(context, actor, params.volume_id, volume);
      // Not wrapped there.
      return { status: 200, body: presentVolume(context.settings, view) };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: ofVolume },
    handle: async ({ context, actor, params }) => {
      const { jobId } = await deleteDisks(context, actor, [params.volume_id]);
      return { status: 200, body: { job_id: jobId } };
    },
  }),
];
