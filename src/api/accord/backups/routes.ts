// Backups of servers: the project's own, and those behind full-server images that it has accepted.
import { Type } from 'typebox';
import { deleteBackup } from '../../../domain/backups/delete-backup.ts';
import { listBackups, showBackup } from '../../../domain/backups/list-backups.ts';
import { makeServerImage } from '../../../domain/backups/make-server-image.ts';
import { restoreBackup } from '../../../domain/backups/restore-backup.ts';
import { updateBackup } from '../../../domain/backups/update-backup.ts';
import type { Route } from '../../http/route.ts';
import { limitOf, readCursor, writeCursor } from '../page.ts';
import { inProjectRoute } from '../route.ts';
import { ProjectParams, Time } from '../schema.ts';
import { ServersBegun } from '../servers/schema.ts';
import { presentBackup } from './present.ts';
import {
  Backup,
  BackupChange,
  BackupId,
  BackupListQuery,
  BackupPage,
  BackupParams,
  NewServerImage,
  Restoration,
  ServerImageMade,
} from './schema.ts';
import { serverImageOf } from './server-image.ts';

const tag = 'backups';
const one = '/backups/:backupId';
const backupCursor = Type.Tuple([Time, BackupId]);

export const backupRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'GET',
    path: '/backups',
    tag,
    summary:
      "Lists the project's backups, and those behind full-server images that it has accepted, newest first.",
    schema: { params: ProjectParams, query: BackupListQuery },
    answer: BackupPage,
    handle: async ({ context, actor, query }) => {
      const { limit, cursor, ownership = 'all', ...filters } = query;
      const { items, next } = await listBackups(context, actor, {
        ...filters,
        ownership,
        limit: limitOf(context.settings, limit),
        cursor: readCursor(backupCursor, cursor),
      });
      return { items: items.map(presentBackup), nextCursor: writeCursor(next) };
    },
  }),
  inProjectRoute({
    method: 'GET',
    path: one,
    tag,
    summary: 'Shows a backup, with its disks.',
    schema: { params: BackupParams },
    answer: Backup,
    handle: async ({ context, actor, params }) =>
      presentBackup(await showBackup(context, actor, params.backupId)),
  }),
  inProjectRoute({
    method: 'PATCH',
    path: one,
    tag,
    summary: 'Changes what is given and leaves the rest.',
    schema: { params: BackupParams, body: BackupChange },
    answer: Backup,
    handle: async ({ context, actor, params, body }) => {
      await updateBackup(context, actor, params.backupId, body);
      return presentBackup(await showBackup(context, actor, params.backupId));
    },
  }),
  inProjectRoute({
    method: 'DELETE',
    path: one,
    tag,
    summary: 'Deletes a backup that no image is made of, and gives its room back.',
    schema: { params: BackupParams },
    handle: async ({ context, actor, params }) =>
      await deleteBackup(context, actor, params.backupId),
  }),
  inProjectRoute({
    method: 'POST',
    path: `${one}/images`,
    tag,
    summary: 'Makes a full-server image of a backup: one backup makes one image.',
    schema: { params: BackupParams, body: NewServerImage },
    status: 201,
    answer: ServerImageMade,
    handle: async ({ context, actor, params, body }) => {
      const made = await makeServerImage(context, actor, params.backupId, serverImageOf(body));
      return { imageId: made.imageId };
    },
  }),
  inProjectRoute({
    method: 'POST',
    path: `${one}/servers`,
    tag,
    summary: 'Makes a new server of a backup, with all its disks, and starts it.',
    schema: { params: BackupParams, body: Restoration },
    status: 201,
    answer: ServersBegun,
    handle: async ({ context, actor, params, body }) => {
      const { jobId, serverIds } = await restoreBackup(context, actor, params.backupId, body);
      return { jobId, serverIds: [...serverIds] };
    },
  }),
];
