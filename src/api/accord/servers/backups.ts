// What is kept of a whole server, all its disks at one instant: a backup in a vault, and a full-server image on top of one.
import { backUpServer } from '../../../domain/backups/back-up-server.ts';
import type { Route } from '../../http/route.ts';
import { BackupBegun, NewBackup, ServerImageBegun } from '../backups/schema.ts';
import { serverImageOf } from '../backups/server-image.ts';
import { inProjectRoute } from '../route.ts';
import { ServerParams } from './schema.ts';

const tag = 'servers';
const one = '/servers/:serverId';

export const serverBackupRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'POST',
    path: `${one}/backups`,
    tag,
    summary: 'Backs a server up into a vault: all its disks as they are at one moment.',
    schema: { params: ServerParams, body: NewBackup },
    status: 201,
    answer: BackupBegun,
    handle: async ({ context, actor, params, body }) => {
      const { jobId, backupId } = await backUpServer(context, actor, params.serverId, body);
      return { jobId, backupId };
    },
  }),
  inProjectRoute({
    method: 'POST',
    path: `${one}/server-images`,
    tag,
    summary: 'Makes a full-server image: a backup in a vault, and an image of it.',
    schema: { params: ServerParams, body: NewBackup },
    status: 201,
    answer: ServerImageBegun,
    handle: async ({ context, actor, params, body }) => {
      const { jobId, backupId, imageId } = await backUpServer(context, actor, params.serverId, {
        ...body,
        image: serverImageOf(body),
      });
      if (imageId === null) throw new Error(`backup ${backupId} was begun without its image`);
      return { jobId, backupId, imageId };
    },
  }),
];
