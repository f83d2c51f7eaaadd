// What is done with a server that there is. Each act begins a job.
import { attachDisk } from '../../../domain/servers/attach-disk.ts';
import { captureServer } from '../../../domain/servers/capture-server.ts';
import { changeOs } from '../../../domain/servers/change-os.ts';
import { detachDisk } from '../../../domain/servers/detach-disk.ts';
import { rebootServer } from '../../../domain/servers/reboot-server.ts';
import { reinstallOs } from '../../../domain/servers/reinstall-os.ts';
import { startServer } from '../../../domain/servers/start-server.ts';
import { stopServer } from '../../../domain/servers/stop-server.ts';
import type { Route } from '../../http/route.ts';
import { captureOf } from '../disks/capture.ts';
import { CaptureBegun, NewCapture } from '../disks/schema.ts';
import { Begun } from '../jobs/schema.ts';
import { inProjectRoute } from '../route.ts';
import {
  Attachment,
  OsChange,
  PowerAct,
  Reinstallation,
  ServerDiskParams,
  ServerParams,
} from './schema.ts';

const tag = 'servers';
const one = '/servers/:serverId';
/** What every act has in common. */
const act = { method: 'POST', tag, status: 201, answer: Begun } as const;

export const serverActRoutes: readonly Route[] = [
  inProjectRoute({
    ...act,
    path: `${one}/start`,
    summary: 'Starts a server that is stopped, or in error.',
    schema: { params: ServerParams },
    handle: async ({ context, actor, params }) =>
      await startServer(context, actor, params.serverId),
  }),
  inProjectRoute({
    ...act,
    path: `${one}/stop`,
    summary: 'Stops a server: asks its guest to switch off, or pulls the plug.',
    schema: { params: ServerParams, body: PowerAct },
    handle: async ({ context, actor, params, body }) =>
      await stopServer(context, actor, params.serverId, { hard: body.hard ?? false }),
  }),
  inProjectRoute({
    ...act,
    path: `${one}/reboot`,
    summary: 'Starts a running server anew.',
    schema: { params: ServerParams, body: PowerAct },
    handle: async ({ context, actor, params, body }) =>
      await rebootServer(context, actor, params.serverId, { hard: body.hard ?? false }),
  }),
  inProjectRoute({
    ...act,
    path: `${one}/os`,
    summary:
      'Gives a server another system disk from another image; data disks, address and MAC stay.',
    schema: { params: ServerParams, body: OsChange },
    handle: async ({ context, actor, params, body }) =>
      await changeOs(context, actor, params.serverId, {
        ...body,
        stopNow: body.stopNow ?? false,
      }),
  }),
  inProjectRoute({
    ...act,
    path: `${one}/reinstallation`,
    summary: 'Gives a server another system disk from its own image.',
    schema: { params: ServerParams, body: Reinstallation },
    handle: async ({ context, actor, params, body }) =>
      await reinstallOs(context, actor, params.serverId, {
        ...body,
        stopNow: body.stopNow ?? false,
      }),
  }),
  inProjectRoute({
    ...act,
    path: `${one}/disks`,
    summary: 'Attaches a data disk to a server, also while it runs.',
    schema: { params: ServerParams, body: Attachment },
    handle: async ({ context, actor, params, body }) =>
      await attachDisk(context, actor, params.serverId, body.diskId),
  }),
  inProjectRoute({
    method: 'DELETE',
    tag,
    answer: Begun,
    path: `${one}/disks/:diskId`,
    summary: 'Detaches a data disk from a server, also while it runs.',
    schema: { params: ServerDiskParams },
    handle: async ({ context, actor, params }) =>
      await detachDisk(context, actor, params.serverId, params.diskId),
  }),
  inProjectRoute({
    ...act,
    answer: CaptureBegun,
    path: `${one}/images`,
    summary: "Makes an image of a server's system disk as it is at this moment.",
    schema: { params: ServerParams, body: NewCapture },
    handle: async ({ context, actor, params, body }) =>
      await captureServer(context, actor, params.serverId, captureOf(body)),
  }),
];
