// Disks of a server: seen, attached, detached (ECS API reference, "Disk management").
import { Type } from 'typebox';
import { attachDisk } from '../../../domain/servers/attach-disk.ts';
import { detachDisk } from '../../../domain/servers/detach-disk.ts';
import { showServer } from '../../../domain/servers/show-server.ts';
import { Fault } from '../../../domain/fault.ts';
import { route, type Route } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';
import { presentBlockDevice } from './present-server.ts';
import { ofServer } from './servers.ts';

const ofVolume = Type.Object({ ...ofServer.properties, volume_id: Type.String() });

const attachBody = Type.Object({
  volumeAttachment: Type.Object({
    volumeId: Type.String(),
    // The next free one is taken, whatever is asked for: guests see disks in the order of their places.
    device: Type.Optional(Type.String()),
  }),
});

export const volumeRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/:project_id/cloudservers/:server_id/block_device',
    schema: { params: ofServer },
    handle: async ({ context, actor, params }) => {
      const { disks } = await showServer(context, actor, params.server_id);
      const free = context.settings.disksPerServer - disks.filter(({ slot }) => slot !== 0).length;
      return {
        status: 200,
        body: {
          attachableQuantity: { free_scsi: 0, free_blk: free, free_disk: free },
          volumeAttachments: disks.flatMap(presentBlockDevice),
        },
      };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/:project_id/cloudservers/:server_id/block_device/:volume_id',
    schema: { params: ofVolume },
    handle: async ({ context, actor, params }) => {
      const { disks } = await showServer(context, actor, params.server_id);
      const [shown] = disks.filter(({ id }) => id === params.volume_id).flatMap(presentBlockDevice);
      if (shown === undefined) throw notAttached(params);
      return { status: 200, body: { volumeAttachment: shown } };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/:project_id/cloudservers/:server_id/attachvolume',
    schema: { params: ofServer },
    handle: async ({ context, actor, params, body }) => {
      const { volumeId } = readBody(attachBody, body).volumeAttachment;
      const { jobId } = await attachDisk(context, actor, params.server_id, volumeId);
      return { status: 200, body: { job_id: jobId } };
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/:project_id/cloudservers/:server_id/detachvolume/:volume_id',
    schema: { params: ofVolume },
    handle: async ({ context, actor, params }) => {
      const { jobId } = await detachDisk(context, actor, params.server_id, params.volume_id);
      return { status: 200, body: { job_id: jobId } };
    },
  }),
];

function notAttached(params: { server_id: string; volume_id: string }): Fault {
  return new Fault(
    'notFound',
    'disk.not-of-server',
    `Server ${params.server_id} has no disk ${params.volume_id}.`,
    { detail: { serverId: params.server_id, diskId: params.volume_id } },
  );
}
